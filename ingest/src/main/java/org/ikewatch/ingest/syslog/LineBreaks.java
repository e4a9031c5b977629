package org.ikewatch.ingest.syslog;

import org.ikewatch.ingest.audit.Bytes;

/**
 * Where the lines of a message end: at a line feed, also where a relay wrote its escape instead
 * ({@code #012} rsyslog, {@code \n} syslog-ng and JSON, {@code \012}, {@code \x0a}, {@code ^J}
 * others), with or without a carriage return before it, and at a NUL before which a record ended.
 */
public final class LineBreaks {
  private static final byte[][] LINE_FEEDS = {
    Bytes.of("\n"),
    Bytes.of("#012"),
    Bytes.of("\\n"),
    Bytes.of("\\012"),
    Bytes.of("\\x0a"),
    Bytes.of("\\x0A"),
    Bytes.of("\\u000a"),
    Bytes.of("\\u000A"),
    Bytes.of("^J")
  };
  private static final int LONGEST_BEGINNING = Bytes.of("\uFEFFEvent:").length;

  /** Of a byte order mark, a PRI and the lines of a record. */
  private static final String FIRST_BYTES = "\u00EF<ME";

  private static final byte[][] CARRIAGE_RETURNS = {
    Bytes.of("\r"),
    Bytes.of("#015"),
    Bytes.of("\\r"),
    Bytes.of("\\015"),
    Bytes.of("\\x0d"),
    Bytes.of("\\x0D"),
    Bytes.of("\\u000d"),
    Bytes.of("\\u000D"),
    Bytes.of("^M")
  };

  private LineBreaks() {}

  /** Where the next break begins; {@code end} if there is none. */
  public static int next(byte[] text, int start, int end) {
    int at = Bytes.indexOfBreak(text, start, end);
    while (at < end && length(text, at, end) == 0) {
      at = Bytes.indexOfBreak(text, at + 1, end);
    }
    return at;
  }

  /** How long the break is that begins here; 0 if none does. */
  public static int length(byte[] text, int start, int end) {
    int at = start;
    if (text[at] == 0) {
      while (at < end && (text[at] == 0 || text[at] == '\n' || text[at] == '\r')) {
        at++;
      }
      return at == end || beginsMessage(text, at, end) ? at - start : 0;
    }
    int escape = escape(CARRIAGE_RETURNS, text, at, end);
    while (escape > 0) {
      at += escape;
      escape = escape(CARRIAGE_RETURNS, text, at, end);
    }
    int lineFeed = escape(LINE_FEEDS, text, at, end);
    boolean atEnd = at == end && at > start;
    return lineFeed > 0 || atEnd ? at + lineFeed - start : 0;
  }

  /** Whether what stands here is a message of its own, or a line of a record. */
  public static boolean beginsMessage(byte[] text, int at, int end) {
    int begin = HeaderSyntax.skipNoise(text, at, end);
    return HeaderSyntax.afterPriority(text, begin, end) > begin
        || HeaderSyntax.isRecordLine(text, begin, end);
  }

  /** The same of bytes that go on: also where too few are here to tell. */
  static boolean mayBeginMessage(byte[] text, int at, int end) {
    boolean few = end - at < LONGEST_BEGINNING;
    return few ? FIRST_BYTES.indexOf(text[at] & 0xff) >= 0 : beginsMessage(text, at, end);
  }

  private static int escape(byte[][] escapes, byte[] text, int at, int end) {
    for (byte[] escape : escapes) {
      if (Bytes.stands(escape, text, at, end)) {
        return escape.length;
      }
    }
    return 0;
  }
}
