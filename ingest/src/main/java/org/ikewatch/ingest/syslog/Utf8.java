package org.ikewatch.ingest.syslog;

import org.ikewatch.ingest.audit.Bytes;
import org.ikewatch.ingest.audit.Span;

/**
 * A message's bytes as a text.
 *
 * @param text without the line ends and the NULs that some senders add; what is not UTF-8 in it is
 *     replaced
 * @param valid whether nothing had to be replaced
 */
public record Utf8(Span text, boolean valid) {
  private static final char REPLACEMENT = '\uFFFD';

  /** Reads a message; its bytes are not copied unless they must be mended. */
  public static Utf8 read(Span message) {
    byte[] bytes = message.base();
    int start = message.start();
    int end = message.end();
    while (end > start && isEnd(bytes[end - 1])) {
      end--;
    }
    if (Bytes.areAscii(bytes, start, end)) {
      return new Utf8(new Span(bytes, start, end, true), true);
    }
    String text = Bytes.text(bytes, start, end);
    boolean valid = text.indexOf(REPLACEMENT) < 0;
    return new Utf8(valid ? new Span(bytes, start, end, false) : Span.of(text), valid);
  }

  private static boolean isEnd(byte b) {
    return b == 0 || b == '\r' || b == '\n';
  }
}
