package org.ikewatch.ingest.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * What texts that differ in their values have in common: each word that has a digit, and each long
 * hexadecimal number, is a {@code #}. Two shapes are equal where they read alike.
 */
public final class TextShape {
  /** Longer shapes are cut, in bytes. */
  public static final int LONGEST = 160;

  /** Hexadecimal digits alone are a number where there are so many; shorter ones may be words. */
  private static final int HEX_NUMBER = 8;

  private static final byte VALUE = 1;
  private static final byte OPENING = 2;
  private static final byte DIGIT = 4;
  private static final byte HEX_LETTER = 8;

  /** What each byte is. Those of characters beyond ASCII are taken for letters. */
  private static final byte[] KINDS = kinds();

  private final byte[] shape;
  private final int length;

  private TextShape(byte[] shape, int length) {
    this.shape = shape;
    this.length = length;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    Arrays.fill(kinds, 128, 256, VALUE);
    for (char c = '0'; c <= '9'; c++) {
      kinds[c] = VALUE | DIGIT;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      byte kind = c <= 'f' ? VALUE | HEX_LETTER : VALUE;
      kinds[c] = kind;
      kinds[c - 'a' + 'A'] = kind;
    }
    for (char c : new char[] {'.', ':', '%', '[', '/'}) {
      kinds[c] = VALUE | OPENING;
    }
    kinds[']'] = VALUE;
    return kinds;
  }

  /** The shape of a text. */
  public static TextShape of(Span text) {
    byte[] bytes = text.base();
    int end = text.end();
    byte[] shape = new byte[LONGEST];
    int length = 0;
    int at = text.start();
    while (at < end && length < LONGEST) {
      int kinds = 0;
      int stop = at;
      while (stop < end && (KINDS[bytes[stop] & 0xff] & VALUE) != 0) {
        kinds |= KINDS[bytes[stop++] & 0xff];
      }
      // Punctuation that ends the word is no part of a value.
      while (stop > at && (KINDS[bytes[stop - 1] & 0xff] & OPENING) != 0) {
        stop--;
      }
      if (stop == at) {
        shape[length++] = bytes[at++];
      } else if ((kinds & DIGIT) != 0 || isHexNumber(bytes, at, stop)) {
        shape[length++] = '#';
        at = stop;
      } else {
        int copied = Math.min(stop - at, LONGEST - length);
        System.arraycopy(bytes, at, shape, length, copied);
        length += copied;
        at = stop;
      }
    }
    return new TextShape(
        shape, at < end || length == LONGEST ? wholeCharacters(shape, length) : length);
  }

  /** How many bytes are whole characters, where the last one may have been cut. */
  private static int wholeCharacters(byte[] shape, int length) {
    int at = length;
    while (at > 0 && (shape[at - 1] & 0xc0) == 0x80) {
      at--;
    }
    boolean leads = at > 0 && shape[at - 1] < 0;
    return leads ? at - 1 : at;
  }

  private static boolean isHexNumber(byte[] bytes, int start, int end) {
    boolean hex = end - start >= HEX_NUMBER;
    for (int i = start; hex && i < end; i++) {
      hex = (KINDS[bytes[i] & 0xff] & HEX_LETTER) != 0;
    }
    return hex;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextShape that
        && Arrays.equals(shape, 0, length, that.shape, 0, that.length);
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + shape[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return new String(shape, 0, length, UTF_8);
  }
}
