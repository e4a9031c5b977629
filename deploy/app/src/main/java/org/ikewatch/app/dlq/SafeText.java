package org.ikewatch.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text of any origin, so that it can be shown: printable ASCII, the rest escaped. */
final class SafeText {
  private SafeText() {}

  /** A text in one line. */
  static String of(String text) {
    return of(text.getBytes(UTF_8), Integer.MAX_VALUE);
  }

  /**
   * The beginning of these bytes in one line. A backslash stands doubled, a byte that is not
   * printable ASCII as {@code \xHH} or {@code \n}, {@code \r}, {@code \t}.
   *
   * @param limit how many bytes are shown; where there are more it says how many
   */
  static String of(byte[] bytes, int limit) {
    StringBuilder out = new StringBuilder();
    int shown = Math.min(bytes.length, limit);
    for (int i = 0; i < shown; i++) {
      append(out, bytes[i]);
    }
    if (shown < bytes.length) {
      out.append("... and ").append(bytes.length - shown).append(" more bytes");
    }
    return out.toString();
  }

  private static void append(StringBuilder out, byte b) {
    switch (b) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (b >= ' ' && b <= '~') {
          out.append((char) b);
        } else {
          out.append("\\x%02x".formatted(b));
        }
      }
    }
  }
}
