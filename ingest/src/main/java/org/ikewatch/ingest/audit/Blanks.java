package org.ikewatch.ingest.audit;

/** The blanks around what is read. */
final class Blanks {
  private Blanks() {}

  /** The first place from here on where no blank stands. */
  static int skip(String text, int at, int end) {
    int i = at;
    while (i < end && text.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  /** The end of a part without the blanks before it. */
  static int trimEnd(String text, int start, int end) {
    int i = end;
    while (i > start && text.charAt(i - 1) == ' ') {
      i--;
    }
    return i;
  }
}
