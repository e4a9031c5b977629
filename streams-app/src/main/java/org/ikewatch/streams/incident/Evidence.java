package org.ikewatch.streams.incident;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The records an incident cites, in order of event time: capped, the first and the newest stay. */
public record Evidence(List<Citation> citations) {
  private static final int FIRST = 10;
  private static final int NEWEST = 20;
  private static final Comparator<Citation> ORDER =
      Comparator.comparing(Citation::time)
          .thenComparing(citation -> citation.msg().orElse(Long.MAX_VALUE));

  static final Evidence NONE = new Evidence(List.of());

  public Evidence {
    citations = List.copyOf(citations);
  }

  Evidence with(Citation added) {
    if (citations.contains(added)) {
      return this;
    }
    List<Citation> all = new ArrayList<>(citations);
    all.add(added);
    all.sort(ORDER);
    if (all.size() > FIRST + NEWEST) {
      all.remove(FIRST);
    }
    return new Evidence(all);
  }
}
