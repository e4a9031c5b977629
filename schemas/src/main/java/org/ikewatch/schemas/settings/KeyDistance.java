package org.ikewatch.schemas.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How far a mistyped key is from those that there are, by Levenshtein's distance. */
final class KeyDistance {
  /** A key longer than any that is declared costs more to compare than the comparison is worth. */
  private static final int LONGEST = 200;

  private KeyDistance() {}

  /**
   * The nearest of them; empty where there are none, or the key is too long to be a typing error.
   */
  static Optional<String> nearest(String key, Collection<String> known) {
    return key.length() > LONGEST
        ? Optional.empty()
        : known.stream().min(Comparator.comparingInt(other -> distance(key, other)));
  }

  /** How many characters must be inserted, deleted or replaced to make one of the other. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
