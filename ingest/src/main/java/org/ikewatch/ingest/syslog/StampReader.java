package org.ikewatch.ingest.syslog;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.ikewatch.ingest.audit.Bytes;
import org.ikewatch.ingest.audit.EventDate;
import org.ikewatch.ingest.audit.SyslogStamp;

/**
 * Reads the time that a syslogd, a relay or a device writes before a message: the day in letters or
 * digits, with or without year, fraction and zone, bare, in brackets, or marked as Cisco's systems
 * do. A time whose digits mean nothing is a stamp all the same, and names no host. Not safe for use
 * by several threads.
 */
final class StampReader {
  private static final int UNKNOWN = -1;
  private static final int SECONDS_DIGITS = 10;
  private static final int MILLIS_DIGITS = 13;
  private static final int LONGEST_ZONE = 5;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String WEEKDAYS = "sunmontuewedthufrisat";

  /** Names of zones that stand for no offset; of the others the offset is not known for sure. */
  private static final Set<String> UTC = Set.of("Z", "UTC", "GMT", "UCT");

  private static final Set<String> ZONES =
      Set.of(
          "Z", "UTC", "GMT", "UCT", "WET", "WEST", "BST", "IST", "CET", "CEST", "MET", "MEST",
          "MEZ", "MESZ", "EET", "EEST", "MSK", "SAST", "EST", "EDT", "CST", "CDT", "MST", "MDT",
          "PST", "PDT", "AKST", "AKDT", "HST", "AST", "ADT", "NST", "NDT", "BRT", "ART", "JST",
          "KST", "HKT", "SGT", "PHT", "PKT", "AWST", "ACST", "ACDT", "AEST", "AEDT", "NZST",
          "NZDT");

  private byte[] text = {};
  private int end;
  private int at;
  private int year;
  private int month;
  private int day;
  private int hour;
  private int minute;
  private int second;
  private ZoneId zone = ZoneOffset.UTC;
  private boolean zoned;
  private SyslogStamp stamp = SyslogStamp.NONE;

  /** Reads a stamp that begins here; false if none does. */
  boolean read(byte[] bytes, int start, int limit) {
    text = bytes;
    at = start;
    end = limit;
    year = UNKNOWN;
    month = UNKNOWN;
    day = UNKNOWN;
    zoned = false;
    stamp = SyslogStamp.NONE;
    boolean bracketed = take('[');
    if (!bracketed && (peek() == '*' || peek() == '.')) {
      at++; // Cisco's mark of a clock that is not, or was not, set by the network
    }
    boolean read = dateAndTime();
    if (!read || (bracketed && !take(']'))) {
      return false;
    }
    while (peek() == ':' || peek() == ',') {
      at++;
    }
    return at == end || Bytes.isBlank(text[at]);
  }

  /** Behind the stamp that was read. */
  int stop() {
    return at;
  }

  /** The stamp that was read. */
  SyslogStamp stamp() {
    return stamp;
  }

  /** Whether what stands here may belong to the stamp before it: a fraction, a year or a zone. */
  boolean continues(byte[] bytes, int start, int limit) {
    text = bytes;
    at = start;
    end = limit;
    zoned = false;
    year = UNKNOWN;
    rest();
    return at > start;
  }

  private boolean dateAndTime() {
    if (peekLetters(WEEKDAYS) >= 0) {
      skipLetters();
      take(',');
      blanks();
    }
    return switch (digits()) {
      case 0 -> monthFirst();
      case 1, 2 -> dayFirst();
      case 4 -> yearFirst();
      case 8 -> compact();
      case SECONDS_DIGITS, MILLIS_DIGITS -> epoch();
      default -> false;
    };
  }

  /** {@code Mar 15 07:14:18}, {@code Mar 15 2002 07:14:18}. */
  private boolean monthFirst() {
    if (!month() || !blanks()) {
      return false;
    }
    day = number(1, 2);
    take(',');
    if (day < 0 || !blanks()) {
      return false;
    }
    if (digits() == 4) {
      year = number(4, 4);
      if (!blanks()) {
        return false;
      }
    }
    return time();
  }

  /** {@code 15 Mar 2002 07:14:18}, {@code 15/Mar/2002:07:14:18}, {@code 03/15/2002 07:14:18}. */
  private boolean dayFirst() {
    day = number(1, 2);
    if (!take('/') && !take('-') && !take('.') && !blanks()) {
      return false;
    }
    if (digits() > 0) {
      day = UNKNOWN; // which of the two is the month nobody says
      if (number(1, 2) < 0) {
        return false;
      }
    } else if (!month()) {
      return false;
    }
    if ((take('/') || take('-') || take('.') || blanks()) && digits() == 4) {
      year = number(4, 4);
      if (!take(':')) {
        take(',');
        blanks();
      }
    }
    return time();
  }

  /** {@code 2002-03-15T07:14:18Z}, {@code 2002/03/15 07:14:18}, {@code 2002 Mar 15 07:14:18}. */
  private boolean yearFirst() {
    year = number(4, 4);
    if (take('-') || take('/') || take('.')) {
      month = number(1, 2);
      if (month < 0 || !(take('-') || take('/') || take('.'))) {
        return false;
      }
    } else if (!blanks() || !month() || !blanks()) {
      return false;
    }
    day = number(1, 2);
    return day >= 0 && (take('T') || take('t') || take('_') || blanks()) && time();
  }

  /** {@code 20020315T071418Z}. */
  private boolean compact() {
    int date = number(8, 8);
    if (!take('T') || digits() != 6) {
      return false;
    }
    int time = number(6, 6);
    year = date / 10_000;
    month = date / 100 % 100;
    day = date % 100;
    hour = time / 10_000;
    minute = time / 100 % 100;
    second = time % 100;
    rest();
    finish();
    return true;
  }

  private boolean epoch() {
    long value = 0;
    int count = 0;
    while (Bytes.isDigit(peek())) {
      value = value * 10 + (text[at++] - '0');
      count++;
    }
    fraction();
    stamp = new SyslogStamp.Local(count == SECONDS_DIGITS ? value : value / 1000);
    stamp = new SyslogStamp.InZone(stamp, ZoneOffset.UTC);
    return true;
  }

  private boolean time() {
    hour = number(1, 2);
    minute = take(':') ? number(2, 2) : UNKNOWN;
    second = take(':') ? number(2, 2) : UNKNOWN;
    if (hour < 0 || minute < 0 || second < 0) {
      return false;
    }
    rest();
    finish();
    return true;
  }

  /** Whatever may follow a time: a fraction, a zone and a year, in the order of all that do. */
  private void rest() {
    int before = at;
    blanks();
    if (!fraction()) {
      at = before;
    }
    offsetOrZone();
    if (year < 0) {
      before = at;
      boolean isYear = blanks() && digits() == 4 && (peek() == '1' || peek() == '2');
      int value = isYear ? number(4, 4) : UNKNOWN;
      if (isYear && isWordEnd()) {
        year = value;
        offsetOrZone();
      } else {
        at = before;
      }
    }
  }

  private boolean fraction() {
    boolean fraction =
        (peek() == '.' || peek() == ',') && at + 1 < end && Bytes.isDigit(text[at + 1]);
    if (fraction) {
      at++;
      while (Bytes.isDigit(peek())) {
        at++;
      }
    }
    return fraction;
  }

  private void offsetOrZone() {
    int before = at;
    blanks();
    if (!offset() && !zoneName()) {
      at = before;
    }
  }

  private boolean offset() {
    int sign = peek() == '+' ? 1 : peek() == '-' ? -1 : 0;
    if (sign == 0) {
      return false;
    }
    at++;
    int hours = digits() == 4 ? number(4, 4) : number(2, 2) * 100;
    if (hours >= 0 && hours % 100 == 0 && take(':')) {
      hours += Math.max(0, number(2, 2));
    }
    if (hours < 0 || !(at == end || Bytes.isBlank(text[at]) || ":],".indexOf(text[at]) >= 0)) {
      return false;
    }
    try {
      zone = ZoneOffset.ofHoursMinutes(sign * (hours / 100), sign * (hours % 100));
      zoned = true;
    } catch (DateTimeException e) {
      zoned = false; // its time is then read as one of the host's zone
    }
    return true;
  }

  private boolean zoneName() {
    int last = at;
    while (last < end && text[last] >= 'A' && text[last] <= 'Z') {
      last++;
    }
    boolean isWord =
        last > at
            && last - at <= LONGEST_ZONE
            && (last == end || Bytes.isBlank(text[last]) || ":],".indexOf(text[last]) >= 0);
    String name = isWord ? Bytes.text(text, at, last) : "";
    if (!ZONES.contains(name)) {
      return false;
    }
    if (UTC.contains(name)) {
      zone = ZoneOffset.UTC;
      zoned = true;
    }
    at = last;
    return true;
  }

  private void finish() {
    if (month < 0 || day < 0) {
      return;
    }
    SyslogStamp read = year < 0 ? withoutYear() : new SyslogStamp.Local(local());
    stamp = zoned ? new SyslogStamp.InZone(read, zone) : read;
  }

  private SyslogStamp withoutYear() {
    if (month < 1 || month > 12) {
      return SyslogStamp.NONE;
    }
    String name = MONTHS.substring(3 * month - 3, 3 * month);
    return new SyslogStamp.WithoutYear(
        "%s%s %d %02d:%02d:%02d"
            .formatted(
                name.substring(0, 1).toUpperCase(Locale.ROOT),
                name.substring(1),
                day,
                hour,
                minute,
                second));
  }

  private long local() {
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return EventDate.NONE;
    }
  }

  /** Whether a word ends here, but for a colon: an address may begin like a year. */
  private boolean isWordEnd() {
    int behind = peek() == ':' ? at + 1 : at;
    return behind >= end || Bytes.isBlank(text[behind]);
  }

  private byte peek() {
    return at < end ? text[at] : 0;
  }

  private boolean take(char c) {
    boolean stands = peek() == c;
    at += stands ? 1 : 0;
    return stands;
  }

  /** Passes over blanks; false if there are none. */
  private boolean blanks() {
    int before = at;
    at = Bytes.skipBlanks(text, at, end);
    return at > before;
  }

  /** How many digits stand here, up to one more than a stamp may have. */
  private int digits() {
    int last = at;
    while (last < end && last - at <= MILLIS_DIGITS && Bytes.isDigit(text[last])) {
      last++;
    }
    return last - at;
  }

  private int number(int fewest, int most) {
    int count = digits();
    if (count < fewest || count > most) {
      return UNKNOWN;
    }
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value * 10 + (text[at++] - '0');
    }
    return value;
  }

  private boolean month() {
    month = 1 + peekLetters(MONTHS);
    skipLetters();
    return month > 0;
  }

  /** The place among these names, of three letters each, of the word that stands here. */
  private int peekLetters(String names) {
    if (end - at < 3 || !Bytes.isLetter(text[at])) {
      return UNKNOWN;
    }
    for (int i = 0; i < names.length(); i += 3) {
      if ((text[at] | ' ') == names.charAt(i)
          && (text[at + 1] | ' ') == names.charAt(i + 1)
          && (text[at + 2] | ' ') == names.charAt(i + 2)) {
        return i / 3;
      }
    }
    return UNKNOWN;
  }

  private void skipLetters() {
    while (at < end && Bytes.isLetter(text[at])) {
      at++;
    }
  }
}
