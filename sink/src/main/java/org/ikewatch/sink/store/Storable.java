package org.ikewatch.sink.store;

import org.ikewatch.schemas.Truncation;

/** Text that every database takes. */
final class Storable {
  private static final char REPLACEMENT = '\uFFFD';

  /** The length of a column that is looked for. */
  private static final int WORD = 255;

  private Storable() {}

  /** The text, with the one character replaced that PostgreSQL cannot store: the zero. */
  static String text(String any) {
    return any.indexOf('\0') < 0 ? any : any.replace('\0', REPLACEMENT);
  }

  /** The same of a text that may be null. */
  static String optional(String any) {
    return any == null ? null : text(any);
  }

  /** As much of it as fits into a column that is looked for. */
  static String word(String any) {
    return Truncation.truncate(text(any), WORD);
  }
}
