package org.ikewatch.ingest.audit;

/**
 * The first line of a record: {@code Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18
 * 2002} (A0200 p. 174). In the one-line form {@code Event:} follows on it (A0300 p. 155).
 *
 * @param msg the running number; negative where there is no header
 * @param entity the daemon; empty where there is no header
 * @param date seconds on the host's own clock, or {@link EventDate#NONE}
 * @param event where the event's text begins in the line; negative where the line has none
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
    int at = START.length();
    int numberStart = skipBlanks(line, at);
    int numberEnd = wordEnd(line, numberStart);
    long msg = number(line, numberStart, numberEnd);
    int from = skipBlanks(line, numberEnd);
    if (msg < 0 || !line.startsWith(FROM, from)) {
      return MISSING;
    }
    int entityStart = skipBlanks(line, from + FROM.length());
    at = wordEnd(line, entityStart);
    String entity = entity(line, entityStart, at);
    Level level = Level.UNKNOWN;
    int next = skipBlanks(line, at);
    if (line.startsWith(LEVEL, next)) {
      int start = skipBlanks(line, next + LEVEL.length());
      at = wordEnd(line, start);
      level = Level.of(line, start, at);
      next = skipBlanks(line, at);
    }
    int event = line.indexOf(EVENT, next);
    long date = EventDate.NONE;
    if (line.startsWith(DATE, next)) {
      date = EventDate.parse(line, next + DATE.length(), event < 0 ? line.length() : event);
    }
    return new AuditHeader(msg, entity, level, date, event < 0 ? -1 : event + EVENT.length());
  }

  /** Nearly all records are of one daemon: its name is not copied for each. */
  private static String entity(String line, int start, int end) {
    boolean usual = end - start == USUAL_ENTITY.length() && line.startsWith(USUAL_ENTITY, start);
    return usual ? USUAL_ENTITY : line.substring(start, end);
  }

  private static long number(String line, int start, int end) {
    if (end == start || end - start > 18) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int skipBlanks(String line, int at) {
    int i = at;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  private static int wordEnd(String line, int at) {
    int i = at;
    while (i < line.length() && line.charAt(i) != ' ') {
      i++;
    }
    return i;
  }
}
