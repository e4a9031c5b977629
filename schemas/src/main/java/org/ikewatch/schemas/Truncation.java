package org.ikewatch.schemas;

/** Bounds the length of texts. */
public final class Truncation {
  private Truncation() {}

  /**
   * The text, or its beginning if it is longer than the limit. A surrogate pair is never split, so
   * the result may be one shorter than the limit.
   *
   * @param limit in UTF-16 code units, 1 or more
   */
  public static String truncate(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
  }
}
