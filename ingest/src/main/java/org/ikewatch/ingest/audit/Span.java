package org.ikewatch.ingest.audit;

/**
 * A part of a text, which is not copied until somebody asks for it as a text of its own.
 *
 * @param base the whole text
 * @param start where the part begins
 * @param end behind its last character
 * @param ascii whether it is known that all of it is ASCII
 */
public record Span(String base, int start, int end, boolean ascii) {
  /** No text. */
  public static final Span EMPTY = of("");

  /** All of this text. */
  public static Span of(String text) {
    return new Span(text, 0, text.length(), false);
  }

  /** The part as a text of its own. */
  public String text() {
    return base.substring(start, end);
  }

  /** What stands behind {@code Event:}, from that place in the base, without blanks around it. */
  Span eventFrom(int from) {
    int first = Blanks.skip(base, from, end);
    int last = end;
    while (last > first && Character.isWhitespace(base.charAt(last - 1))) {
      last--;
    }
    return new Span(base, first, last, ascii);
  }

  public int length() {
    return end - start;
  }

  @Override
  public String toString() {
    return text();
  }
}
