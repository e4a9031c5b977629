package org.ikewatch.ingest.audit;

/** The five audit levels (A0300 p. 148), and UNKNOWN where the word is none of them. */
public enum Level {
  ALERT,
  ERROR,
  WARNING,
  INFORMATIVE,
  DEBUG,
  UNKNOWN;

  private static final Level[] ALL = values();

  /** The level named by this part of the text. */
  static Level of(String text, int start, int end) {
    for (Level level : ALL) {
      String name = level.name();
      if (name.length() == end - start && text.startsWith(name, start)) {
        return level;
      }
    }
    return UNKNOWN;
  }
}
