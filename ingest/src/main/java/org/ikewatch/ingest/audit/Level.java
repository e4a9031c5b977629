package org.ikewatch.ingest.audit;

import java.util.stream.Stream;

/** The five audit levels (A0300 p. 148), and UNKNOWN where the word is none of them. */
public enum Level {
  ALERT,
  ERROR,
  WARNING,
  INFORMATIVE,
  DEBUG,
  UNKNOWN;

  private static final Level[] ALL = values();
  private static final byte[][] NAMES =
      Stream.of(ALL).map(level -> Bytes.of(level.name())).toArray(byte[][]::new);

  /** The level named by this part of the text. */
  static Level of(byte[] text, int start, int end) {
    for (int i = 0; i < ALL.length; i++) {
      if (NAMES[i].length == end - start && Bytes.stands(NAMES[i], text, start, end)) {
        return ALL[i];
      }
    }
    return UNKNOWN;
  }
}
