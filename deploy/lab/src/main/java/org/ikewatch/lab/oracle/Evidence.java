package org.ikewatch.lab.oracle;

import java.util.List;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Verdict;

/** What the records of a story allow to be said at one audit level. */
public sealed interface Evidence {
  /** Whether the harness demands it; otherwise the story is only checked for wrong claims. */
  boolean counted();

  /** There is no incident. */
  record Nothing(boolean counted) implements Evidence {}

  /**
   * There is one, with one attempt for each episode.
   *
   * @param verdict what it must say
   * @param confidence the highest it may claim
   * @param provenance how its peer is known; none of {@link Provenance#UNKNOWN}
   * @param counted whether the harness demands it
   */
  record Finding(Verdict verdict, Confidence confidence, Provenance provenance, boolean counted)
      implements Evidence {}

  /**
   * Reads a cell of the table.
   *
   * @throws IllegalArgumentException where it is not one
   */
  static Evidence parse(String cell) {
    List<String> words = List.of(cell.split(" ", -1));
    boolean counted =
        switch (words.get(words.size() - 1)) {
          case "counted" -> true;
          case "uncounted" -> false;
          default -> throw new IllegalArgumentException("neither counted nor uncounted: " + cell);
        };
    if (words.get(0).equals("NONE") && words.size() == 2) {
      return new Nothing(counted);
    }
    if (words.size() != 4) {
      throw new IllegalArgumentException(
          "VERDICT CONFIDENCE PROVENANCE counted|uncounted expected: " + cell);
    }
    return new Finding(
        Verdict.valueOf(words.get(0)),
        Confidence.valueOf(words.get(1)),
        Provenance.valueOf(words.get(2)),
        counted);
  }
}
