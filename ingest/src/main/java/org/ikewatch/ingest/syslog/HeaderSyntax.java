package org.ikewatch.ingest.syslog;

import org.ikewatch.ingest.audit.Bytes;
import org.ikewatch.ingest.audit.Repetition;

/** What the parts of a message begin with. */
final class HeaderSyntax {
  /** The length of a stamp of RFC 3164: {@code Mmm dd hh:mm:ss}. */
  static final int STAMP = 15;

  private static final int LONGEST_HEADER = 1024;
  private static final int LAST_PRIORITY = 191;
  private static final byte[] VERSION_1 = Bytes.of("1 ");
  private static final byte[] MSG = Bytes.of("Msg:");
  private static final byte[] EVENT = Bytes.of("Event:");
  private static final byte[] MARK = Bytes.of("-- MARK --");
  private static final byte[] BYTE_ORDER_MARK = Bytes.of("\uFEFF");

  private HeaderSyntax() {}

  /** Behind blanks, line ends, NULs and byte order marks, which may stand before any part. */
  static int skipNoise(byte[] text, int start, int end) {
    int at = start;
    while (at < end) {
      byte c = text[at];
      if (Bytes.isBlank(c) || c == 0 || c == '\r' || c == '\n') {
        at++;
      } else if (c == BYTE_ORDER_MARK[0] && Bytes.stands(BYTE_ORDER_MARK, text, at, end)) {
        at += BYTE_ORDER_MARK.length;
      } else {
        return at;
      }
    }
    return at;
  }

  /** Behind {@code <PRI>}; {@code start} if none stands there. */
  static int afterPriority(byte[] text, int start, int end) {
    if (start >= end || text[start] != '<') {
      return start;
    }
    int at = start + 1;
    int value = 0;
    while (at < end && at - start <= 3 && Bytes.isDigit(text[at])) {
      value = value * 10 + (text[at++] - '0');
    }
    boolean isPriority = at > start + 1 && at < end && text[at] == '>' && value <= LAST_PRIORITY;
    return isPriority ? at + 1 : start;
  }

  /** Behind the version of RFC 5424 and a blank; {@code start} if that does not stand there. */
  static int afterVersion(byte[] text, int start, int end) {
    return Bytes.stands(VERSION_1, text, start, end)
        ? Bytes.skipBlanks(text, start + VERSION_1.length, end)
        : start;
  }

  /** Where audit text, or what syslogd itself says, begins; negative if nowhere. */
  static int text(byte[] text, int start, int end) {
    int limit = Math.min(end, start + LONGEST_HEADER);
    for (int at = start; at < limit; at++) {
      if ((at == start || separates(text[at - 1])) && isText(text, at, end)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether a record may begin behind it; a byte order mark ends with the last of these. */
  private static boolean separates(byte b) {
    return Bytes.isBlank(b) || b == ':' || b == ']' || b == 0 || b == BYTE_ORDER_MARK[2];
  }

  /** Whether audit text, or what syslogd itself says, begins here. */
  static boolean isText(byte[] text, int at, int end) {
    return switch (at < end ? text[at] : ' ') {
      case 'M' -> isRecord(text, at, end) || Repetition.begins(text, at, end);
      case 'I' -> ShipperNote.begins(text, at, end);
      case 'E' -> Bytes.stands(EVENT, text, at, end);
      case 'a', 'l', 'm', 'p', 'A', 'L', 'P' -> Repetition.begins(text, at, end);
      case '-' -> Bytes.stands(MARK, text, at, end) || Repetition.begins(text, at, end);
      default -> false;
    };
  }

  /** Whether the first line of a record begins here: only that proves what stands before it. */
  static boolean isRecord(byte[] text, int at, int end) {
    return Bytes.stands(MSG, text, at, end);
  }

  /** Whether a line of a record begins here. */
  static boolean isRecordLine(byte[] text, int at, int end) {
    return isRecord(text, at, end) || Bytes.stands(EVENT, text, at, end);
  }
}
