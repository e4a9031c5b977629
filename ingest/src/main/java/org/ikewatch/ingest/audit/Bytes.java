package org.ikewatch.ingest.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Looks for things in bytes that are UTF-8, many at a time where that is possible. */
public final class Bytes {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Up to here a loop over the bytes takes less than what Java has for it. */
  private static final int SHORT = 8;

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private Bytes() {}

  /** These bytes of a text. */
  public static byte[] of(String text) {
    return text.getBytes(UTF_8);
  }

  /** The text of a part of the bytes; what is not UTF-8 in it is replaced. */
  public static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, UTF_8);
  }

  /**
   * Where the first such byte stands; {@code end} where there is none.
   *
   * @param wanted 0 to 255
   */
  public static int indexOf(byte[] bytes, int start, int end, char wanted) {
    int at = start;
    long all = EACH * wanted;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long found = zeros((long) WORDS.get(bytes, at) ^ all);
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < end && (bytes[at] & 0xff) != wanted) {
      at++;
    }
    return at;
  }

  /** Where the first line feed or NUL stands; {@code end} if there is none. */
  public static int indexOfLineEnd(byte[] bytes, int start, int end) {
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORDS.get(bytes, at);
      long found = zeros(word) | zeros(word ^ EACH * '\n');
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < end && bytes[at] != 0 && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /**
   * Where the first byte stands with which a line may end, or a relay's escape of that begin: a
   * line feed, a NUL, {@code #}, {@code \\} or {@code ^}; {@code end} if there is none.
   */
  public static int indexOfBreak(byte[] bytes, int start, int end) {
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORDS.get(bytes, at);
      long found =
          zeros(word)
              | zeros(word ^ EACH * '\n')
              | zeros(word ^ EACH * '#')
              | zeros(word ^ EACH * '\\')
              | zeros(word ^ EACH * '^');
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < end && !mayBreak(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean mayBreak(byte b) {
    return b == '\n' || b == 0 || b == '#' || b == '\\' || b == '^';
  }

  /** The lowest high bit that is set marks the first byte that is zero. */
  private static long zeros(long word) {
    return (word - EACH) & ~word & HIGH;
  }

  /** Where the first such word stands; negative where there is none. */
  public static int indexOf(byte[] bytes, int start, int end, byte[] word) {
    int last = end - word.length;
    int at = indexOf(bytes, start, end, (char) (word[0] & 0xff));
    while (at <= last) {
      if (stands(word, bytes, at, end)) {
        return at;
      }
      at = indexOf(bytes, at + 1, end, (char) (word[0] & 0xff));
    }
    return -1;
  }

  /** Whether all of this word stands here, before the end. */
  public static boolean stands(byte[] word, byte[] bytes, int at, int end) {
    int length = word.length;
    if (length > end - at) {
      return false;
    }
    if (length > SHORT) {
      return Arrays.equals(word, 0, length, bytes, at, at + length);
    }
    for (int i = 0; i < length; i++) {
      if (word[i] != bytes[at + i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether every byte is a character of ASCII. */
  public static boolean areAscii(byte[] bytes, int start, int end) {
    int at = start;
    long all = 0;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      all |= (long) WORDS.get(bytes, at);
    }
    for (; at < end; at++) {
      all |= bytes[at];
    }
    return (all & HIGH) == 0;
  }

  /** Where the next blank or tab stands; {@code end} if there is none. */
  public static int wordEnd(byte[] bytes, int at, int end) {
    int i = at;
    while (i < end && !isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  /** The first place from here on where neither a blank nor a tab stands. */
  public static int skipBlanks(byte[] bytes, int at, int end) {
    int i = at;
    while (i < end && isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  /** Whether it separates words: a blank or a tab. */
  public static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** The end of a part without the blanks before it. */
  static int trimEnd(byte[] bytes, int start, int end) {
    int i = end;
    while (i > start && isBlank(bytes[i - 1])) {
      i--;
    }
    return i;
  }

  /** Whether it is a decimal digit. */
  public static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Whether it is a letter of ASCII. */
  public static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  /** Whether it is white space, as Java has it, of ASCII. */
  static boolean isWhite(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r') || (b >= 0x1c && b <= 0x1f);
  }
}
