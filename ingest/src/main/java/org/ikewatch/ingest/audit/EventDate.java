package org.ikewatch.ingest.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Reads the {@code Date:} field: {@code ctime(3)} text, local to the host, without a zone. The
 * weekday may be short, full (A0200 p. 289) or absent; a day below ten has one blank before it in
 * print and two in {@code ctime}.
 */
public final class EventDate {
  /** No date, or none that can be read. */
  public static final long NONE = Long.MIN_VALUE;

  /** The length of what {@code ctime} writes, without its line feed. */
  private static final int CTIME = 24;

  /** No clock was put back by less since 1970, in milliseconds. */
  private static final long SHORTEST_REPETITION = 1_200_000;

  private static final int NO_DIGIT = -100_000;

  /** From the first of March of the year 0 to the first of January 1970. */
  private static final int DAYS_TO_EPOCH = 719_468;

  private final byte[] text;
  private final int end;
  private int at;

  private EventDate(byte[] text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /**
   * The date between these positions, in seconds since 1970-01-01 on the host's own clock; {@link
   * #NONE} where it cannot be read. A year of two digits is not guessed at.
   */
  static long parse(byte[] text, int start, int end) {
    int from = Bytes.skipBlanks(text, start, end);
    int to = Bytes.trimEnd(text, from, end);
    long date = to - from == CTIME ? ctime(text, from) : NONE;
    return date == NONE ? new EventDate(text, from, to).read(-1) : date;
  }

  /**
   * The form that {@code ctime} itself writes, {@code Fri Mar 15 07:14:18 2002}, read by its
   * columns; {@link #NONE} where it is another, or no date.
   */
  private static long ctime(byte[] text, int at) {
    int month = month(text[at + 4], text[at + 5], text[at + 6]);
    int tens = text[at + 8] == ' ' ? 0 : digit(text, at + 8);
    int day = tens * 10 + digit(text, at + 9);
    int hour = twoDigits(text, at + 11);
    int minute = twoDigits(text, at + 14);
    int second = twoDigits(text, at + 17);
    int year = 100 * twoDigits(text, at + 20) + twoDigits(text, at + 22);
    boolean columns =
        text[at + 3] == ' '
            && text[at + 7] == ' '
            && text[at + 10] == ' '
            && text[at + 13] == ':'
            && text[at + 16] == ':'
            && text[at + 19] == ' ';
    boolean weekday =
        Bytes.isLetter(text[at])
            && Bytes.isLetter(text[at + 1])
            && Bytes.isLetter(text[at + 2])
            && month(text[at], text[at + 1], text[at + 2]) < 0;
    return columns && weekday && (month | tens | hour | minute | second | year) >= 0
        ? seconds(year, month, day, hour, minute, second)
        : NONE;
  }

  private static int twoDigits(byte[] text, int at) {
    return 10 * digit(text, at) + digit(text, at + 1);
  }

  /** Far below zero where there is none, so that it makes any number negative. */
  private static int digit(byte[] text, int at) {
    int digit = text[at] - '0';
    return digit >= 0 && digit <= 9 ? digit : NO_DIGIT;
  }

  /**
   * The stamp without a year that RFC 3164 section 4.1.2 describes, as of this year.
   *
   * @return seconds on the sender's own clock, or {@link #NONE}
   */
  public static long parseStamp(String text, int year) {
    byte[] bytes = Bytes.of(text);
    return new EventDate(bytes, 0, bytes.length).read(year);
  }

  /**
   * The instant, in milliseconds since the epoch, of a time on a host's own clock. If the clock was
   * put back and the time occurs twice, the instant nearest to the receipt; if it was put forward
   * over the time, as if it had not been yet.
   *
   * @param receivedMillis when the record was received, in milliseconds since the epoch; {@link
   *     #NONE} if that is unknown: then the earlier one of two instants
   */
  public static long toEpochMillis(long localSecond, ZoneId zone, long receivedMillis) {
    ZoneRules rules = zone.getRules();
    if (rules.isFixedOffset()) {
      return (localSecond - rules.getOffset(Instant.EPOCH).getTotalSeconds()) * 1000;
    }
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    long earlier = (localSecond - rules.getOffset(local).getTotalSeconds()) * 1000;
    // Most records arrive within seconds and need no second lookup of the zone's rules.
    if (receivedMillis == NONE || receivedMillis - earlier <= SHORTEST_REPETITION / 2) {
      return earlier;
    }
    long later = earlier + repetition(local, rules).toMillis();
    return later - receivedMillis < receivedMillis - earlier ? later : earlier;
  }

  /**
   * How long after its first occurrence this time on a clock of that zone occurs once more; zero if
   * it occurs once, or never.
   */
  public static Duration repetition(LocalDateTime local, ZoneRules rules) {
    ZoneOffsetTransition transition = rules.getTransition(local);
    return transition != null && transition.isOverlap()
        ? transition.getDuration().negated()
        : Duration.ZERO;
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
    return seconds(year, month, day, hour, minute, second);
  }

  private static long seconds(int year, int month, int day, int hour, int minute, int second) {
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
    while (at < end && Bytes.isLetter(text[at])) {
      at++;
    }
    return at - start < 3 ? -1 : month(text[start], text[start + 1], text[start + 2]);
  }

  private static int month(byte first, byte second, byte third) {
    if ((first | second | third) < 0) {
      return -1;
    }
    return switch (first << 16 | second << 8 | third) {
      case 'J' << 16 | 'a' << 8 | 'n' -> 1;
      case 'F' << 16 | 'e' << 8 | 'b' -> 2;
      case 'M' << 16 | 'a' << 8 | 'r' -> 3;
      case 'A' << 16 | 'p' << 8 | 'r' -> 4;
      case 'M' << 16 | 'a' << 8 | 'y' -> 5;
      case 'J' << 16 | 'u' << 8 | 'n' -> 6;
      case 'J' << 16 | 'u' << 8 | 'l' -> 7;
      case 'A' << 16 | 'u' << 8 | 'g' -> 8;
      case 'S' << 16 | 'e' << 8 | 'p' -> 9;
      case 'O' << 16 | 'c' << 8 | 't' -> 10;
      case 'N' << 16 | 'o' << 8 | 'v' -> 11;
      case 'D' << 16 | 'e' << 8 | 'c' -> 12;
      default -> -1;
    };
  }

  private int number(int fewest, int most) {
    skipBlanks();
    int start = at;
    int value = 0;
    int stop = Math.min(end, start + most + 1);
    int i = start;
    for (; i < stop; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
    }
    at = i;
    return i - start >= fewest && i - start <= most ? value : -1;
  }

  private boolean skip(char c) {
    if (at < end && text[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    at = Bytes.skipBlanks(text, at, end);
  }
}
