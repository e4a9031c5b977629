package org.ikewatch.ingest.audit;

/**
 * The first line of a record: {@code Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18
 * 2002} (A0200 p. 174). In the one-line form {@code Event:} follows on it (A0300 p. 155).
 *
 * @param msg the running number; negative where there is no header
 * @param entity the daemon; empty where there is no header
 * @param date seconds on the host's own clock, or {@link EventDate#NONE}
 * @param event where the event's text begins in what was read; negative where it has none
 */
public record AuditHeader(long msg, String entity, Level level, long date, int event) {
  /** The header was lost. */
  public static final AuditHeader MISSING =
      new AuditHeader(-1, "", Level.UNKNOWN, EventDate.NONE, -1);

  static final String START = "Msg:";
  static final String EVENT = "Event:";
  private static final String FROM = "From:";
  private static final String LEVEL = "Lvl:";
  private static final String DATE = "Date:";
  private static final String USUAL_ENTITY = "IKMPD";

  public boolean isMissing() {
    return msg < 0;
  }

  public boolean isDated() {
    return date != EventDate.NONE;
  }

  /** This header with another date. */
  AuditHeader at(long otherDate) {
    return new AuditHeader(msg, entity, level, otherDate, event);
  }

  /** Reads a line that begins with {@code Msg:}; {@link #MISSING} where it is something else. */
  static AuditHeader parse(String line) {
    return parse(line, 0, line.length());
  }

  /** Reads this part of a text, a line that begins with {@code Msg:}. */
  static AuditHeader parse(String text, int start, int end) {
    int numberStart = Blanks.skip(text, start + START.length(), end);
    int numberEnd = wordEnd(text, numberStart, end);
    long msg = number(text, numberStart, numberEnd);
    int from = Blanks.skip(text, numberEnd, end);
    if (msg < 0 || !stands(FROM, text, from, end)) {
      return MISSING;
    }
    int entityStart = Blanks.skip(text, from + FROM.length(), end);
    int at = wordEnd(text, entityStart, end);
    String entity = entity(text, entityStart, at);
    Level level = Level.UNKNOWN;
    int next = Blanks.skip(text, at, end);
    if (stands(LEVEL, text, next, end)) {
      int levelStart = Blanks.skip(text, next + LEVEL.length(), end);
      at = wordEnd(text, levelStart, end);
      level = Level.of(text, levelStart, at);
      next = Blanks.skip(text, at, end);
    }
    int event = event(text, next, end);
    long date = EventDate.NONE;
    if (stands(DATE, text, next, end)) {
      date = EventDate.parse(text, next + DATE.length(), event < 0 ? end : event);
    }
    return new AuditHeader(msg, entity, level, date, event < 0 ? -1 : event + EVENT.length());
  }

  private static boolean stands(String word, String text, int at, int end) {
    return at + word.length() <= end && text.startsWith(word, at);
  }

  private static int event(String text, int from, int end) {
    int event = text.indexOf(EVENT, from);
    return event < 0 || event + EVENT.length() > end ? -1 : event;
  }

  /** Nearly all records are of one daemon: its name is not copied for each. */
  private static String entity(String text, int start, int end) {
    boolean usual = end - start == USUAL_ENTITY.length() && text.startsWith(USUAL_ENTITY, start);
    return usual ? USUAL_ENTITY : text.substring(start, end);
  }

  private static long number(String text, int start, int end) {
    if (end == start || end - start > 18) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int wordEnd(String text, int at, int end) {
    int i = at;
    while (i < end && text.charAt(i) != ' ') {
      i++;
    }
    return i;
  }
}
