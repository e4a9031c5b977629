package org.ikewatch.ingest.audit;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reads the {@code Date:} field: {@code ctime(3)} text, local to the host, without a zone. The
 * weekday may be short, full (A0200 p. 289) or absent; a day below ten has one blank before it in
 * print and two in {@code ctime}.
 */
public final class EventDate {
  /** No date, or none that can be read. */
  public static final long NONE = Long.MIN_VALUE;

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

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
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    return (localSecond - zone.getRules().getOffset(local).getTotalSeconds()) * 1000;
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
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return NONE;
    }
  }

  /** Takes one word, whatever it is; its number if it is a month. */
  private int month() {
    skipBlanks();
    int start = at;
    while (at < end && Character.isLetter(text.charAt(at))) {
      at++;
    }
    if (at - start < 3) {
      return -1;
    }
    for (int month = 0; month < 12; month++) {
      if (MONTHS.regionMatches(month * 3, text, start, 3)) {
        return month + 1;
      }
    }
    return -1;
  }

  private int number(int fewest, int most) {
    skipBlanks();
    int start = at;
    int value = 0;
    while (at < end && at - start < most && isDigit(text.charAt(at))) {
      value = value * 10 + (text.charAt(at++) - '0');
    }
    boolean whole = at == end || !isDigit(text.charAt(at));
    return whole && at - start >= fewest ? value : -1;
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

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
