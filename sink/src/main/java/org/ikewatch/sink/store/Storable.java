package org.ikewatch.sink.store;

/** Text that every database takes. */
final class Storable {
  private static final char REPLACEMENT = '\uFFFD';

  private Storable() {}

  /** The text, with the one character replaced that PostgreSQL cannot store: the zero. */
  static String text(String any) {
    return any.indexOf('\0') < 0 ? any : any.replace('\0', REPLACEMENT);
  }
}
