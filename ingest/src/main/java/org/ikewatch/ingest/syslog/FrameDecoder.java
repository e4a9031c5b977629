package org.ikewatch.ingest.syslog;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.ikewatch.ingest.audit.Bytes;
import org.ikewatch.ingest.audit.RejectReason;

/**
 * Cuts one connection's bytes into syslog messages, by octet counts or by line feeds (RFC 6587
 * sections 3.4.1 and 3.4.2), whichever its first bytes show. Some senders end lines with a NUL
 * instead. How the bytes are split over reads makes no difference, but for a NUL inside a line: at
 * the end of a read nothing tells it from the end of the line. Not safe for use by several threads.
 */
public final class FrameDecoder {
  /** Gets the messages. */
  public interface Output {
    /**
     * A message that a line feed or a NUL ends: a relay may have left line feeds in it, so that it
     * may be a further line of the message before it.
     *
     * @param bytes has it, and changes after this call
     * @param start where it begins
     * @param end behind its last byte
     * @param cut whether the connection ended inside it
     */
    void line(byte[] bytes, int start, int end, boolean cut);

    /**
     * A message of counted octets.
     *
     * @param bytes has it, and changes after this call
     * @param start where it begins
     * @param end behind its last byte
     * @param cut whether the connection ended inside it
     */
    void frame(byte[] bytes, int start, int end, boolean cut);

    /**
     * Bytes that are no message.
     *
     * @param head their beginning
     * @param length how many they were
     */
    void refused(RejectReason reason, byte[] head, long length);
  }

  private enum State {
    /** Nothing seen yet: digits, a blank and {@code <} make it octet counting, all else lines. */
    UNDECIDED,
    LINE,
    /** In octet counting, before a frame or within its count. */
    COUNT,
    BODY,
    /** Passing over the rest of a frame that is too long. */
    OVERLONG_BODY,
    /** Passing over everything up to the next line feed. */
    SKIP
  }

  /** A count beyond this many times the longest line is no count but damage. */
  private static final int MOST_OVERLONG = 16;

  private static final int MOST_DIGITS = 9;

  private static final int BUFFER = 256;

  /** A buffer grown beyond this is not kept for the next message. */
  private static final int KEPT = 4096;

  private final int maxLine;
  private final int maxHead;
  private final Output output;
  private ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER);
  private State state = State.UNDECIDED;
  private long remaining;

  /** In {@link State#LINE}, whether the beginning of the line is in the buffer. */
  private boolean partial;

  /** In {@link State#LINE}, whether a NUL ended the line before: line ends may follow on it. */
  private boolean endedByNul;

  private long skipped;
  private RejectReason skipReason = RejectReason.LINE_TOO_LONG;

  /**
   * A decoder for one connection.
   *
   * @param maxLine the longest message in bytes
   * @param maxHead how much is kept of what is refused
   */
  public FrameDecoder(int maxLine, int maxHead, Output output) {
    this.maxLine = maxLine;
    this.maxHead = maxHead;
    this.output = output;
  }

  /** Takes the next bytes of the connection; the array may be used for others after that. */
  public void feed(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      at =
          switch (state) {
            case UNDECIDED -> decide(bytes, at);
            case LINE -> line(bytes, at, end);
            case COUNT -> count(bytes, at);
            case BODY -> body(bytes, at, end);
            case OVERLONG_BODY -> overlong(bytes, at, end);
            case SKIP -> skip(bytes, at, end);
          };
    }
  }

  private int decide(byte[] bytes, int at) {
    byte next = bytes[at];
    if (next == 0 && buffer.size() == 0) {
      return at + 1;
    }
    byte[] seen = buffer.toByteArray();
    boolean digitsSeen = seen.length > 0 && isDigit(seen[seen.length - 1]);
    boolean blankSeen = seen.length > 0 && seen[seen.length - 1] == ' ';
    if (blankSeen && next == '<') {
      buffer.reset();
      beginBody(seen);
      return at;
    }
    boolean stillOpen =
        !blankSeen
            && (digitsSeen ? isDigit(next) || next == ' ' : next >= '1' && next <= '9')
            && seen.length <= 2 * MOST_DIGITS;
    if (!stillOpen) {
      state = State.LINE;
      partial = seen.length > 0;
      return at;
    }
    buffer.write(next);
    return at + 1;
  }

  private int line(byte[] bytes, int start, int end) {
    int at = partial ? start : lineStart(bytes, start, end);
    if (at == end) {
      return end;
    }
    int stop = lineEnd(bytes, at, end);
    endedByNul = stop < end && bytes[stop] == 0;
    if (!partial && stop < end && stop - at <= maxLine) {
      output.line(bytes, at, stop, false); // the common case: no copy
      return stop + 1;
    }
    if (buffer.size() + (stop - at) > maxLine) {
      int room = maxLine - buffer.size();
      buffer.write(bytes, at, room);
      beginSkip(RejectReason.LINE_TOO_LONG, buffer.size());
      return at + room;
    }
    buffer.write(bytes, at, stop - at);
    if (stop == end) {
      partial = buffer.size() > 0;
      return end;
    }
    whole(false);
    return stop + 1;
  }

  /** Behind the NULs before a line, and behind the line feed that may follow on a NUL. */
  private int lineStart(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && (bytes[at] == 0 || (endedByNul && isLineEnd(bytes[at])))) {
      at++;
    }
    return at;
  }

  /**
   * Where a line feed stands, or a NUL behind which a message begins, or nothing came yet; other
   * NULs are text.
   */
  private static int lineEnd(byte[] bytes, int start, int end) {
    int at = Bytes.indexOfLineEnd(bytes, start, end);
    while (at < end && bytes[at] == 0 && !endsMessage(bytes, at + 1, end)) {
      at = Bytes.indexOfLineEnd(bytes, at + 1, end);
    }
    return at;
  }

  private static boolean endsMessage(byte[] bytes, int at, int end) {
    return at >= end || isLineEnd(bytes[at]) || LineBreaks.mayBeginMessage(bytes, at, end);
  }

  private static boolean isLineEnd(byte b) {
    return b == 0 || b == '\n' || b == '\r';
  }

  private int count(byte[] bytes, int at) {
    byte next = bytes[at];
    if (buffer.size() == 0 && (next == '\n' || next == '\r' || next == 0)) {
      return at + 1; // some senders end their counted frames with a line feed all the same
    }
    if (buffer.size() > 0 && next == ' ') {
      byte[] digits = take();
      beginBody(digits);
      return at + 1;
    }
    boolean counts = isDigit(next) && (buffer.size() > 0 || next != '0');
    if (!counts || buffer.size() >= MOST_DIGITS) {
      beginSkip(RejectReason.BAD_OCTET_COUNT, buffer.size());
      return at;
    }
    buffer.write(next);
    return at + 1;
  }

  /** Begins a frame of the length that these digits say; a blank may follow them. */
  private void beginBody(byte[] digits) {
    long length = 0;
    int used = 0;
    for (byte digit : digits) {
      if (isDigit(digit)) {
        length = length * 10 + (digit - '0');
        used++;
      }
    }
    if (used > MOST_DIGITS || length > (long) MOST_OVERLONG * maxLine) {
      buffer.writeBytes(digits);
      beginSkip(RejectReason.BAD_OCTET_COUNT, digits.length);
      return;
    }
    remaining = length;
    skipped = 0;
    state = length > maxLine ? State.OVERLONG_BODY : State.BODY;
  }

  private int body(byte[] bytes, int at, int end) {
    int taken = (int) Math.min(remaining, end - at);
    remaining -= taken;
    if (remaining > 0 || buffer.size() > 0) {
      buffer.write(bytes, at, taken);
    }
    if (remaining == 0) {
      state = State.COUNT;
      if (buffer.size() > 0) {
        whole(false);
      } else {
        output.frame(bytes, at, at + taken, false); // the common case: no copy
      }
    }
    return at + taken;
  }

  private int overlong(byte[] bytes, int at, int end) {
    int taken = (int) Math.min(remaining, end - at);
    keepHead(bytes, at, taken);
    skipped += taken;
    remaining -= taken;
    if (remaining == 0) {
      output.refused(RejectReason.LINE_TOO_LONG, take(), skipped);
      state = State.COUNT;
    }
    return at + taken;
  }

  private void beginSkip(RejectReason reason, long already) {
    skipReason = reason;
    skipped = already;
    state = State.SKIP;
  }

  private int skip(byte[] bytes, int at, int end) {
    int stop = lineEnd(bytes, at, end);
    keepHead(bytes, at, stop - at);
    skipped += stop - at;
    if (stop == end) {
      return end;
    }
    endedByNul = bytes[stop] == 0;
    output.refused(skipReason, head(), skipped);
    // Lines stay lines; after a bad count all that is known is that something begins here.
    state = skipReason == RejectReason.BAD_OCTET_COUNT ? State.UNDECIDED : State.LINE;
    return stop + 1;
  }

  private void keepHead(byte[] bytes, int at, int length) {
    int room = maxHead - buffer.size();
    if (room > 0) {
      buffer.write(bytes, at, Math.min(room, length));
    }
  }

  /** How many bytes of an unfinished message are kept. */
  public int held() {
    return buffer.size();
  }

  /** Whether a message has begun and not ended. */
  public boolean isUnfinished() {
    return buffer.size() > 0 || state == State.BODY || skips();
  }

  private boolean skips() {
    return state == State.OVERLONG_BODY || state == State.SKIP;
  }

  /** The connection has ended: hands on what is left. */
  public void finish() {
    if (state == State.SKIP) {
      output.refused(skipReason, head(), skipped);
    } else if (state == State.OVERLONG_BODY) {
      output.refused(RejectReason.LINE_TOO_LONG, head(), skipped);
    } else if (buffer.size() > 0) {
      whole(true);
    }
    state = State.UNDECIDED;
  }

  /** Hands on what is kept, as a message. */
  private void whole(boolean cut) {
    byte[] bytes = take();
    if (state == State.LINE || state == State.UNDECIDED) {
      output.line(bytes, 0, bytes.length, cut);
    } else {
      output.frame(bytes, 0, bytes.length, cut);
    }
  }

  private byte[] take() {
    byte[] bytes = buffer.toByteArray();
    if (bytes.length > KEPT) {
      buffer = new ByteArrayOutputStream(BUFFER);
    } else {
      buffer.reset();
    }
    partial = false;
    return bytes;
  }

  private byte[] head() {
    byte[] bytes = take();
    return bytes.length > maxHead ? Arrays.copyOf(bytes, maxHead) : bytes;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
