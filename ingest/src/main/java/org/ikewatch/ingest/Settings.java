package org.ikewatch.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads typed values out of dotted keys and collects what is wrong with them. */
final class Settings {
  private final Map<String, String> values;
  private final List<String> errors = new ArrayList<>();

  Settings(Map<String, String> values) {
    this.values = values;
  }

  <T> T get(Setting<T> setting) {
    String value = values.getOrDefault(setting.key(), setting.standard()).strip();
    try {
      return setting.reader().apply(value);
    } catch (RuntimeException e) {
      errors.add(setting.key() + ": " + e.getMessage());
      return setting.reader().apply(setting.standard());
    }
  }

  void error(String message) {
    errors.add(message);
  }

  void throwIfWrong() {
    if (!errors.isEmpty()) {
      throw new InvalidConfigException(errors);
    }
  }

  /** A positive duration such as {@code 200ms}, {@code 31s}, {@code 5m} or {@code 8h}. */
  static Duration duration(String text) {
    int unit = endOfDigits(text);
    long number = number(text, unit, "a duration such as 200ms, 31s, 5m or 8h");
    return switch (text.substring(unit)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is not a duration such as 200ms, 31s, 5m or 8h");
    };
  }

  /**
   * A positive size of something in memory, such as {@code 4096}, {@code 64KiB} or {@code 1MiB}.
   */
  static int size(String text) {
    long bytes = bytes(text);
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("'" + text + "' is too large");
    }
    return (int) bytes;
  }

  /** A positive size of something on disk, such as {@code 64MiB} or {@code 1GiB}. */
  static long bytes(String text) {
    int unit = endOfDigits(text);
    long number = number(text, unit, "a size such as 64KiB");
    long factor =
        switch (text.substring(unit).toLowerCase(Locale.ROOT)) {
          case "", "b" -> 1;
          case "kib" -> 1L << 10;
          case "mib" -> 1L << 20;
          case "gib" -> 1L << 30;
          default ->
              throw new IllegalArgumentException("'" + text + "' is not a size such as 64KiB");
        };
    return number * factor;
  }

  /** A path; empty for an empty text. */
  static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  /** A positive whole number. */
  static int count(String text) {
    return (int) number(text, text.length(), "a positive number");
  }

  /** {@code true} or {@code false}. */
  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  private static int endOfDigits(String text) {
    int end = 0;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static long number(String text, int end, String expected) {
    try {
      int number = Integer.parseInt(text, 0, end, 10);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not " + expected, e);
    }
    throw new IllegalArgumentException("'" + text + "' is not positive");
  }
}
