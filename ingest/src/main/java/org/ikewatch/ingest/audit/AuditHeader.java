package org.ikewatch.ingest.audit;

/**
 * The first line of a record: {@code Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18
 * 2002} (A0200 p. 174). In the one-line form {@code Event:} follows on it (A0300 p. 155).
 *
 * @param msg the running number; negative where there is no header
 * @param entity the daemon; empty where there is no header
 * @param date seconds on the host's own clock, or {@link EventDate#NONE}
 * @param event how far behind the line's start the event's text begins; negative where it has none
 */
public record AuditHeader(long msg, String entity, Level level, long date, int event) {
  /** The header was lost. */
  public static final AuditHeader MISSING =
      new AuditHeader(-1, "", Level.UNKNOWN, EventDate.NONE, -1);

  static final byte[] START = Bytes.of("Msg:");
  static final byte[] EVENT = Bytes.of("Event:");
  private static final byte[] FROM = Bytes.of("From:");
  private static final byte[] LEVEL = Bytes.of("Lvl:");
  private static final byte[] DATE = Bytes.of("Date:");
  private static final String USUAL_ENTITY = "IKMPD";
  private static final byte[] USUAL_ENTITY_BYTES = Bytes.of(USUAL_ENTITY);
  private static final int MOST_DIGITS = 18;

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
  static AuditHeader parse(Span line) {
    byte[] text = line.base();
    int end = line.end();
    int numberStart = Bytes.skipBlanks(text, line.start() + START.length, end);
    int numberEnd = Bytes.wordEnd(text, numberStart, end);
    long msg = number(text, numberStart, numberEnd);
    int from = Bytes.skipBlanks(text, numberEnd, end);
    if (msg < 0 || !Bytes.stands(FROM, text, from, end)) {
      return MISSING;
    }
    int entityStart = Bytes.skipBlanks(text, from + FROM.length, end);
    int at = Bytes.wordEnd(text, entityStart, end);
    String entity = entity(text, entityStart, at);
    Level level = Level.UNKNOWN;
    int next = Bytes.skipBlanks(text, at, end);
    if (Bytes.stands(LEVEL, text, next, end)) {
      int levelStart = Bytes.skipBlanks(text, next + LEVEL.length, end);
      at = Bytes.wordEnd(text, levelStart, end);
      level = Level.of(text, levelStart, at);
      next = Bytes.skipBlanks(text, at, end);
    }
    int event = Bytes.indexOf(text, next, end, EVENT);
    long date = EventDate.NONE;
    if (Bytes.stands(DATE, text, next, end)) {
      date = EventDate.parse(text, next + DATE.length, event < 0 ? end : event);
    }
    int behind = event < 0 ? -1 : event + EVENT.length - line.start();
    return new AuditHeader(msg, entity, level, date, behind);
  }

  /** Nearly all records are of one daemon: its name is not copied for each. */
  private static String entity(byte[] text, int start, int end) {
    boolean usual =
        end - start == USUAL_ENTITY_BYTES.length
            && Bytes.stands(USUAL_ENTITY_BYTES, text, start, end);
    return usual ? USUAL_ENTITY : Bytes.text(text, start, end);
  }

  private static long number(byte[] text, int start, int end) {
    if (end == start || end - start > MOST_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      if (!Bytes.isDigit(text[i])) {
        return -1;
      }
      value = value * 10 + (text[i] - '0');
    }
    return value;
  }
}
