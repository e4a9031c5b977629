package org.ikewatch.ingest.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Text out of bytes. */
public final class Utf8 {
  private static final byte[] NOTHING = {};
  private static final char REPLACEMENT = '\uFFFD';

  private final String text;
  private final byte[] raw;
  private final boolean valid;
  private final boolean ascii;

  private Utf8(String text, byte[] raw, boolean valid, boolean ascii) {
    this.text = text;
    this.raw = raw;
    this.valid = valid;
    this.ascii = ascii;
  }

  /**
   * Decodes a message; line ends and the NULs that some senders add are taken off its end.
   *
   * @param bytes has the message
   * @param start where it begins
   * @param end behind its last byte
   */
  public static Utf8 decode(byte[] bytes, int start, int end) {
    int stop = end;
    while (stop > start && isEnd(bytes[stop - 1])) {
      stop--;
    }
    String text = new String(bytes, start, stop - start, UTF_8);
    boolean valid = text.indexOf(REPLACEMENT) < 0;
    // Every other character takes several bytes, and not as many characters.
    boolean ascii = valid && text.length() == stop - start;
    byte[] raw = valid && stop == end ? NOTHING : Arrays.copyOfRange(bytes, start, end);
    return new Utf8(text, raw, valid, ascii);
  }

  private static boolean isEnd(byte b) {
    return b == 0 || b == '\r' || b == '\n';
  }

  /** The text; what is not UTF-8 in it is replaced. */
  public String text() {
    return text;
  }

  /** The bytes; none where they are just the text. */
  public byte[] raw() {
    return raw;
  }

  /** Whether nothing had to be replaced. */
  public boolean valid() {
    return valid;
  }

  /** Whether each byte is a character of ASCII. */
  public boolean ascii() {
    return ascii;
  }
}
