package org.ikewatch.schemas.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit, as settings have them: {@code 31s}, {@code 64MiB}. */
final class Units {
  /** Of durations, in milliseconds, the smallest first. */
  static final Units DURATION =
      new Units(
          Map.entry("ms", 1L),
          Map.entry("s", 1_000L),
          Map.entry("m", 60_000L),
          Map.entry("h", 3_600_000L),
          Map.entry("d", 86_400_000L));

  /** Of sizes, in bytes, the smallest first. */
  static final Units SIZE =
      new Units(
          Map.entry("B", 1L),
          Map.entry("KiB", 1L << 10),
          Map.entry("MiB", 1L << 20),
          Map.entry("GiB", 1L << 30));

  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,15})([A-Za-z]{1,3})");

  private final Map<String, Long> factors = new LinkedHashMap<>();

  @SafeVarargs
  private Units(Map.Entry<String, Long>... units) {
    for (Map.Entry<String, Long> unit : units) {
      factors.put(unit.getKey(), unit.getValue());
    }
  }

  /**
   * The number in the smallest unit.
   *
   * @throws IllegalArgumentException where the text is not a whole number with a unit
   */
  long parse(String text) {
    Matcher parts = NUMBER.matcher(text);
    if (!parts.matches() || !factors.containsKey(parts.group(2))) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number with a unit");
    }
    return Math.multiplyExact(Long.parseLong(parts.group(1)), factors.get(parts.group(2)));
  }

  /** The number in the largest unit of which it is a multiple. */
  String format(long number) {
    String text = "";
    for (Map.Entry<String, Long> unit : factors.entrySet()) {
      if (text.isEmpty() || (number != 0 && number % unit.getValue() == 0)) {
        text = number / unit.getValue() + unit.getKey();
      }
    }
    return text;
  }

  static String format(Duration duration) {
    return DURATION.format(duration.toMillis());
  }
}
