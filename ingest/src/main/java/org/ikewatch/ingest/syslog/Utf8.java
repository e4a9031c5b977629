package org.ikewatch.ingest.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Text out of bytes.
 *
 * @param text the text; what is not UTF-8 in it is replaced
 * @param valid whether nothing had to be replaced
 */
public record Utf8(String text, boolean valid) {
  private static final char REPLACEMENT = '\uFFFD';

  /** Decodes a message; line ends and the NULs that some senders add are taken off its end. */
  public static Utf8 decode(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == 0 || bytes[end - 1] == '\r' || bytes[end - 1] == '\n')) {
      end--;
    }
    String text = new String(bytes, 0, end, UTF_8);
    return new Utf8(text, text.indexOf(REPLACEMENT) < 0);
  }
}
