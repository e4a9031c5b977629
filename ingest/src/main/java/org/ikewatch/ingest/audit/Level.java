package org.ikewatch.ingest.audit;

/** The five audit levels (A0300 p. 148), and UNKNOWN where the word is none of them. */
public enum Level {
  ALERT,
  ERROR,
  WARNING,
  INFORMATIVE,
  DEBUG,
  UNKNOWN;

  static Level of(String word) {
    return switch (word) {
      case "ALERT" -> ALERT;
      case "ERROR" -> ERROR;
      case "WARNING" -> WARNING;
      case "INFORMATIVE" -> INFORMATIVE;
      case "DEBUG" -> DEBUG;
      default -> UNKNOWN;
    };
  }
}
