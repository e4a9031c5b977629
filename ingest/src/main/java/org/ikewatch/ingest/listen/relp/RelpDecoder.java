package org.ikewatch.ingest.listen.relp;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Cuts one connection's bytes into RELP frames: {@code TXNR SP COMMAND SP DATALEN [SP DATA] LF}.
 * How the bytes are split over reads makes no difference. Keeps what has arrived, never what a
 * length announces; after the first octet that does not belong there it takes no more. Not safe for
 * use by several threads.
 *
 * @see <a href="https://www.rsyslog.com/doc/relp.html">RELP, the reliable event logging
 *     protocol</a>
 */
final class RelpDecoder {
  /** Gets the frames. */
  interface Output {
    /** A frame. */
    void frame(RelpFrame frame);

    /**
     * A frame with more data than is read.
     *
     * @param head one whose data are only the beginning
     * @param length of all its data, in bytes
     */
    void overlong(RelpFrame head, long length);

    /**
     * Bytes that are no frame; nothing is read after them.
     *
     * @param number the transaction number, 0 where it is not known
     * @param expected what should have stood there
     * @param seen the frame as far as it was kept, and what came with it
     */
    void broken(int number, String expected, byte[] seen);
  }

  private enum State {
    NUMBER,
    COMMAND,
    LENGTH,
    DATA,
    TRAILER,
    BROKEN
  }

  /** Both TXNR and DATALEN have nine digits at most. */
  private static final int MOST_DIGITS = 9;

  private static final int LONGEST_COMMAND = 32;

  /** Data this many times longer than the longest line are damage, not a long line. */
  private static final int MOST_OVERLONG = 16;

  /** A buffer grown beyond this is not kept for the next frame. */
  private static final int KEPT = 4096;

  private final int maxLine;
  private final int maxHead;
  private final Output output;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream(64);
  private final StringBuilder command = new StringBuilder();
  private ByteArrayOutputStream data = new ByteArrayOutputStream(256);
  private State state = State.NUMBER;
  private int digits;
  private int number;
  private int length;
  private int taken;

  /**
   * A decoder for one connection.
   *
   * @param maxLine the longest message in bytes
   * @param maxHead how much is kept of what is refused
   */
  RelpDecoder(int maxLine, int maxHead, Output output) {
    this.maxLine = maxLine;
    this.maxHead = maxHead;
    this.output = output;
  }

  /** How many bytes of an unfinished frame are kept. */
  int held() {
    return data.size();
  }

  boolean isUnfinished() {
    return state != State.BROKEN && (state != State.NUMBER || digits > 0);
  }

  /** Takes the next bytes of the connection, those before {@code end}. */
  void feed(byte[] bytes, int end) {
    int at = 0;
    while (at < end && state != State.BROKEN) {
      if (state == State.DATA) {
        at = data(bytes, at, end);
        continue;
      }
      String expected = octet(bytes[at]);
      if (!expected.isEmpty()) {
        broken(expected, Arrays.copyOfRange(bytes, at, Math.min(end, at + maxHead)));
        return;
      }
      at++;
    }
  }

  /** Takes one octet; says what was expected where it is another one. */
  private String octet(byte next) {
    if (state != State.TRAILER) {
      header.write(next);
    }
    return switch (state) {
      case NUMBER -> number(next);
      case COMMAND -> command(next);
      case LENGTH -> length(next);
      case TRAILER -> trailer(next);
      case DATA, BROKEN -> throw new IllegalStateException(state.name());
    };
  }

  private String number(byte next) {
    if (isDigit(next) && digits < MOST_DIGITS) {
      number = number * 10 + (next - '0');
      digits++;
      return "";
    }
    if (next == ' ' && number > 0) {
      digits = 0;
      state = State.COMMAND;
      return "";
    }
    return "a transaction number of 1 to 9 digits and a blank are expected";
  }

  private String command(byte next) {
    if (next == ' ' && command.length() > 0) {
      state = State.LENGTH;
      return "";
    }
    if (isLetter(next) && command.length() < LONGEST_COMMAND) {
      command.append((char) next);
      return "";
    }
    return "a command of 1 to 32 letters and a blank are expected";
  }

  private String length(byte next) {
    if (isDigit(next) && digits < MOST_DIGITS) {
      length = length * 10 + (next - '0');
      digits++;
      return "";
    }
    if (digits > 0 && length == 0 && next == '\n') {
      complete();
      return "";
    }
    if (digits > 0 && next == ' ' && length <= (long) MOST_OVERLONG * maxLine) {
      state = length == 0 ? State.TRAILER : State.DATA;
      return "";
    }
    return "a data length that can be meant and a blank, or for 0 a line feed, are expected";
  }

  private int data(byte[] bytes, int at, int end) {
    int now = Math.min(length - taken, end - at);
    int room = (length > maxLine ? maxHead : maxLine) - data.size();
    data.write(bytes, at, Math.max(0, Math.min(room, now)));
    taken += now;
    if (taken == length) {
      state = State.TRAILER;
    }
    return at + now;
  }

  private String trailer(byte next) {
    if (next == '\n') {
      complete();
      return "";
    }
    return "a line feed is expected where the data length says the data end";
  }

  private void complete() {
    RelpFrame frame = new RelpFrame(number, command.toString(), data.toByteArray());
    long all = length;
    reset();
    if (all > maxLine) {
      output.overlong(frame, all);
    } else {
      output.frame(frame);
    }
  }

  /** The octet that is written last into the header is the first of the rest. */
  private void broken(String expected, byte[] rest) {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    byte[] begun = header.toByteArray();
    seen.write(begun, 0, state == State.TRAILER ? begun.length : begun.length - 1);
    seen.writeBytes(data.toByteArray());
    seen.writeBytes(rest);
    int ofTransaction = state == State.NUMBER ? 0 : number;
    reset();
    state = State.BROKEN;
    output.broken(ofTransaction, expected, seen.toByteArray());
  }

  private void reset() {
    state = State.NUMBER;
    header.reset();
    command.setLength(0);
    digits = 0;
    number = 0;
    length = 0;
    taken = 0;
    if (data.size() > KEPT) {
      data = new ByteArrayOutputStream(256);
    } else {
      data.reset();
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }
}
