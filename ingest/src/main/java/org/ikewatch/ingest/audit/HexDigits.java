package org.ikewatch.ingest.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Hexadecimal digits in bytes. */
final class HexDigits {
  private static final byte DIGIT = 1;
  private static final byte CAPITAL = 2;
  private static final byte SEPARATOR = 4;

  /** What each byte is. */
  private static final byte[] KINDS = kinds();

  private HexDigits() {}

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (char c = '0'; c <= '9'; c++) {
      kinds[c] = DIGIT;
    }
    for (char c = 'a'; c <= 'f'; c++) {
      kinds[c] = DIGIT;
      kinds[c - 'a' + 'A'] = DIGIT | CAPITAL;
    }
    kinds['.'] = SEPARATOR;
    kinds[':'] = SEPARATOR;
    return kinds;
  }

  /** Whether addresses are made of it: a digit, a full stop or a colon. */
  static boolean isAddress(byte b) {
    return (KINDS[b & 0xff] & (DIGIT | SEPARATOR)) != 0;
  }

  /** Where a run of digits that begins here ends. */
  static int end(byte[] text, int start, int end) {
    int at = start;
    while (at < end && (KINDS[text[at] & 0xff] & DIGIT) != 0) {
      at++;
    }
    return at;
  }

  /** A part of a text, made of digits and separators, with small ones. */
  static String lowerCase(byte[] text, int start, int end) {
    int kinds = 0;
    for (int i = start; i < end; i++) {
      kinds |= KINDS[text[i] & 0xff];
    }
    if ((kinds & CAPITAL) == 0) {
      return new String(text, start, end - start, ISO_8859_1);
    }
    byte[] lower = new byte[end - start];
    for (int i = start; i < end; i++) {
      boolean capital = (KINDS[text[i] & 0xff] & CAPITAL) != 0;
      lower[i - start] = (byte) (capital ? text[i] | 0x20 : text[i]);
    }
    return new String(lower, ISO_8859_1);
  }
}
