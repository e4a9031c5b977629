package org.ikewatch.schemas.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a setting's text may be.
 *
 * @param expected what it has to be, to follow "is not": {@code a whole number from 1 to 64}
 * @param reader reads it; any {@link RuntimeException} says that the text is not what is expected
 */
public record SettingType<T>(String expected, Function<String, T> reader) {
  private static final int HIGHEST_PORT = 65_535;

  /** A whole number, both bounds included. */
  public static SettingType<Integer> integer(int least, int most) {
    return new SettingType<>(
        "a whole number from " + least + " to " + most,
        text -> Math.toIntExact(within(Integer.parseInt(text), least, most)));
  }

  /**
   * A duration in whole milliseconds with a unit, {@code 200ms}, {@code 31s}, {@code 5m}, {@code
   * 8h} or {@code 7d}; both bounds included.
   */
  public static SettingType<Duration> duration(Duration least, Duration most) {
    return new SettingType<>(
        "a duration from %s to %s, in ms, s, m, h or d"
            .formatted(Units.format(least), Units.format(most)),
        text ->
            Duration.ofMillis(
                within(Units.DURATION.parse(text), least.toMillis(), most.toMillis())));
  }

  /**
   * A size in bytes with a unit, {@code 512B}, {@code 64KiB}, {@code 64MiB} or {@code 1GiB}; both
   * bounds, in bytes, included.
   */
  public static SettingType<Long> size(long least, long most) {
    return new SettingType<>(
        "a size from %s to %s, in B, KiB, MiB or GiB"
            .formatted(Units.SIZE.format(least), Units.SIZE.format(most)),
        text -> within(Units.SIZE.parse(text), least, most));
  }

  /** {@code true} or {@code false}. */
  public static SettingType<Boolean> bool() {
    return new SettingType<>(
        "true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  /** A constant of this enum, by its name. */
  public static <E extends Enum<E>> SettingType<E> oneOf(Class<E> type) {
    return new SettingType<>(
        Arrays.stream(type.getEnumConstants())
            .map(Enum::name)
            .collect(Collectors.joining(", ", "one of ", "")),
        text -> Enum.valueOf(type, text));
  }

  /** Any text that is not blank. */
  public static SettingType<String> text() {
    return new SettingType<>("a text", Function.identity());
  }

  /**
   * Where a listener binds: {@code host:port}, {@code [v6]:port}, or {@code off}. Port 0 lets the
   * system choose. The host is not resolved.
   */
  public static SettingType<String> listen() {
    return new SettingType<>(
        "host:port or off",
        text -> {
          int colon = text.lastIndexOf(':');
          if (!text.equals("off")) {
            within(colon, 1, text.length());
            within(Integer.parseInt(text.substring(colon + 1)), 0, HIGHEST_PORT);
          }
          return text;
        });
  }

  /** A path on this machine; that it exists is not checked. */
  public static SettingType<Path> path() {
    return new SettingType<>("a path", Path::of);
  }

  private static long within(long number, long least, long most) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(number + " is not within " + least + " to " + most);
    }
    return number;
  }
}
