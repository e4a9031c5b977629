package org.ikewatch.ingest.audit;

/**
 * What texts that differ in their values have in common: each word that has a digit, and each long
 * hexadecimal number, is a {@code #}.
 */
public final class TextShape {
  /** Longer shapes are cut. */
  public static final int LONGEST = 160;

  /** Hexadecimal digits alone are a number where there are so many; shorter ones may be words. */
  private static final int HEX_NUMBER = 8;

  private TextShape() {}

  /** The shape of a text. */
  public static String of(String text) {
    StringBuilder shape = new StringBuilder(Math.min(text.length(), LONGEST));
    int at = 0;
    while (at < text.length() && shape.length() < LONGEST) {
      int end = valueEnd(text, at);
      if (end == at) {
        shape.append(text.charAt(at++));
      } else {
        append(shape, text, at, end);
        at = end;
      }
    }
    shape.setLength(Math.min(shape.length(), LONGEST));
    return shape.toString();
  }

  private static void append(StringBuilder shape, String text, int start, int end) {
    if (isValue(text, start, end)) {
      shape.append('#');
    } else {
      shape.append(text, start, end);
    }
  }

  /** Where a run of characters that values are made of ends; closing punctuation is no part. */
  private static int valueEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isValueCharacter(text.charAt(end))) {
      end++;
    }
    while (end > start && isOpening(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isValueCharacter(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z')
          || (c >= '0' && c <= '9')
          || (c >= 'A' && c <= 'Z')
          || c == ']'
          || isOpening(c);
    }
    return Character.isLetterOrDigit(c);
  }

  private static boolean isOpening(char c) {
    return c == '.' || c == ':' || c == '%' || c == '[' || c == '/';
  }

  private static boolean isValue(String text, int start, int end) {
    boolean hex = true;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        return true;
      }
      hex &= (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
    return hex && end - start >= HEX_NUMBER;
  }
}
