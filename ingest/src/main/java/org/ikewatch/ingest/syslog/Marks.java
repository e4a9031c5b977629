package org.ikewatch.ingest.syslog;

import org.ikewatch.ingest.audit.Bytes;

/** What stands at the beginning of the parts of a message. */
final class Marks {
  /** The length of a stamp without a year: {@code Mmm dd hh:mm:ss}. */
  static final int STAMP = 15;

  private static final int SHORTEST_ISO = 20;
  private static final int LONGEST_PREFIX = 300;
  private static final byte[] MSG = Bytes.of("Msg:");
  private static final byte[] EVENT = Bytes.of("Event:");
  private static final byte[] REPEATS = Bytes.of("above message repeats ");
  private static final byte[] REPEATED = Bytes.of("last message repeated ");
  private static final byte[] MARK = Bytes.of("-- MARK --");

  private Marks() {}

  /** Behind {@code <PRI>}; {@code start} where that does not stand there. */
  static int afterPriority(byte[] text, int start, int end) {
    if (start == end || text[start] != '<') {
      return start;
    }
    int at = start + 1;
    while (at < end && at - start <= 3 && Bytes.isDigit(text[at])) {
      at++;
    }
    return at > start + 1 && at < end && text[at] == '>' ? at + 1 : start;
  }

  /** Whether a stamp without a year stands here. */
  static boolean isStamp(byte[] text, int at, int end) {
    return end - at >= STAMP
        && Bytes.isLetter(text[at])
        && text[at + 3] == ' '
        && text[at + 6] == ' '
        && text[at + 9] == ':'
        && text[at + 12] == ':'
        && Bytes.isDigit(text[at + 14]);
  }

  /** Whether a stamp as RFC 3339 writes it stands here. */
  static boolean isIso(byte[] text, int at, int end) {
    return end - at >= SHORTEST_ISO
        && Bytes.isDigit(text[at])
        && text[at + 4] == '-'
        && text[at + 10] == 'T';
  }

  /** Where audit text, or what syslogd itself says, begins at a word; negative where nowhere. */
  static int text(byte[] text, int start, int end) {
    int limit = Math.min(end, start + LONGEST_PREFIX);
    for (int at = start; at < limit; at = Bytes.wordEnd(text, at, end) + 1) {
      if (isText(text, at, end)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether audit text, or what syslogd itself says, begins here. */
  static boolean isText(byte[] text, int at, int end) {
    return switch (at < end ? text[at] : ' ') {
      case 'M' -> Bytes.stands(MSG, text, at, end);
      case 'E' -> Bytes.stands(EVENT, text, at, end);
      case 'a' -> Bytes.stands(REPEATS, text, at, end);
      case 'l' -> Bytes.stands(REPEATED, text, at, end);
      case '-' -> Bytes.stands(MARK, text, at, end);
      default -> false;
    };
  }
}
