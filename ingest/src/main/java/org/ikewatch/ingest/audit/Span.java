package org.ikewatch.ingest.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * A part of bytes that are a text in UTF-8. They may lie where others will be read to: whoever
 * keeps a span keeps {@link #kept}.
 */
public final class Span {
  /** No text. */
  public static final Span EMPTY = of("");

  private final byte[] base;
  private final int start;
  private final int end;
  private final boolean ascii;

  /**
   * A part.
   *
   * @param base has it, and is not copied
   * @param start where the part begins
   * @param end behind its last byte
   * @param ascii whether it is known that all of it is ASCII
   */
  public Span(byte[] base, int start, int end, boolean ascii) {
    this.base = base;
    this.start = start;
    this.end = end;
    this.ascii = ascii;
  }

  /** All of this text. */
  public static Span of(String text) {
    byte[] bytes = Bytes.of(text);
    return new Span(bytes, 0, bytes.length, bytes.length == text.length());
  }

  public byte[] base() {
    return base;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  /** Whether it is known that all of it is ASCII. */
  public boolean ascii() {
    return ascii;
  }

  /** In bytes. */
  public int length() {
    return end - start;
  }

  /** The part as a text. */
  public String text() {
    return ascii ? new String(base, start, end - start, ISO_8859_1) : Bytes.text(base, start, end);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return Arrays.copyOfRange(base, start, end);
  }

  /** The same, in bytes that nobody else uses. */
  Span kept() {
    return new Span(bytes(), 0, length(), ascii);
  }

  boolean startsWith(byte[] word) {
    return Bytes.stands(word, base, start, end);
  }

  /** What stands behind {@code Event:}, from so far behind the start, without blanks around it. */
  Span eventFrom(int offset) {
    int first = Bytes.skipBlanks(base, start + offset, end);
    int last = end;
    while (last > first && Bytes.isWhite(base[last - 1])) {
      last--;
    }
    return new Span(base, first, last, ascii);
  }

  @Override
  public String toString() {
    return text();
  }
}
