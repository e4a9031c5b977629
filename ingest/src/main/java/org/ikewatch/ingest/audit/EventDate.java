package org.ikewatch.ingest.audit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Reads the {@code Date:} field: {@code ctime(3)} text, local to the host, without a zone. The
 * weekday may be short, full (A0200 p. 289) or absent; a day below ten has one blank before it in
 * print and two in {@code ctime}.
 */
public final class EventDate {
  /** No date, or none that can be read. */
  public static final long NONE = Long.MIN_VALUE;

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  /** From the first of March of the year 0 to the first of January 1970. */
  private static final int DAYS_TO_EPOCH = 719_468;

  private final String text;
  private final int end;
  private int at;

  private EventDate(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /**
   * The date between these positions, in seconds since 1970-01-01 on the host's own clock; {@link
   * #NONE} where it cannot be read. A year of two digits is not guessed at.
   */
  static long parse(String text, int start, int end) {
    return new EventDate(text, start, end).read(-1);
  }

  /**
   * The stamp without a year that RFC 3164 section 4.1.2 describes, as of this year.
   *
   * @return seconds on the sender's own clock, or {@link #NONE}
   */
  public static long parseStamp(String text, int start, int end, int year) {
    return new EventDate(text, start, end).read(year);
  }

  /**
   * The instant, in milliseconds since the epoch, of a host's own clock. Where the clock was put
   * back and the time stands for two instants, the earlier one; where it was put forward over the
   * time, as if it had not been yet.
   */
  public static long toEpochMillis(long localSecond, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset =
        rules.isFixedOffset()
            ? rules.getOffset(Instant.EPOCH)
            : rules.getOffset(LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC));
    return (localSecond - offset.getTotalSeconds()) * 1000;
  }

  private long read(int knownYear) {
    int month = month();
    if (month < 0) {
      month = month();
    }
    int day = number(1, 2);
    int hour = number(1, 2);
    int minute = skip(':') ? number(2, 2) : -1;
    int second = skip(':') ? number(2, 2) : -1;
    int year = knownYear < 0 ? number(4, 4) : knownYear;
    skipBlanks();
    if (month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 || year < 0 || at != end) {
      return NONE;
    }
    if (year < 1
        || day < 1
        || day > lengthOfMonth(year, month)
        || hour > 23
        || minute > 59
        || second > 59) {
      return NONE;
    }
    return ((daysSinceEpoch(year, month, day) * 24L + hour) * 60L + minute) * 60L + second;
  }

  private static int lengthOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /**
   * Of the proleptic Gregorian calendar. As if years began in March, leap days are at their end.
   */
  private static long daysSinceEpoch(int year, int month, int day) {
    long yearFromMarch = month > 2 ? year : year - 1;
    int monthFromMarch = month > 2 ? month - 3 : month + 9;
    int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
    long leapDays = yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400;
    return 365L * yearFromMarch + leapDays + dayOfYear - DAYS_TO_EPOCH;
  }

  /** Takes one word, whatever it is; its number if it is a month. */
  private int month() {
    skipBlanks();
    int start = at;
    while (at < end && isLetter(text.charAt(at))) {
      at++;
    }
    return at - start < 3
        ? -1
        : month(text.charAt(start), text.charAt(start + 1), text.charAt(start + 2));
  }

  private static int month(char first, char second, char third) {
    for (int month = 0; month < MONTHS.length(); month += 3) {
      if (MONTHS.charAt(month) == first
          && MONTHS.charAt(month + 1) == second
          && MONTHS.charAt(month + 2) == third) {
        return month / 3 + 1;
      }
    }
    return -1;
  }

  private int number(int fewest, int most) {
    skipBlanks();
    int start = at;
    int value = 0;
    int stop = Math.min(end, start + most + 1);
    int i = start;
    for (; i < stop; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
    }
    at = i;
    return i - start >= fewest && i - start <= most ? value : -1;
  }

  private boolean skip(char c) {
    if (at < end && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
