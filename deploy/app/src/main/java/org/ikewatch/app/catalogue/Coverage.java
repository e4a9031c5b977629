package org.ikewatch.app.catalogue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ikewatch.ingest.audit.Match;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.audit.TextShape;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RecordKind;

/** How much of what hosts write the catalogue understands, and what it does not. */
public final class Coverage {
  private static final class Unknown {
    private final String example;
    private final Set<String> hosts = new HashSet<>();
    private long records;

    Unknown(String example) {
      this.example = example;
    }
  }

  private final Map<TextShape, Unknown> unknown = new HashMap<>();
  private long records;
  private long known;

  /** Takes note of a record; heartbeats and kinds of a newer contract are none. */
  public void note(AuditRecord record) {
    if (record.getKind() != RecordKind.RECORD) {
      return;
    }
    records++;
    if (!record.getSignal().equals(Match.UNKNOWN_TEXT)) {
      known++;
      return;
    }
    Unknown one =
        unknown.computeIfAbsent(
            TextShape.of(Span.of(record.getText())), shape -> new Unknown(record.getText()));
    one.records++;
    one.hosts.add(record.getHost());
  }

  /** A summary, then the commonest unknown texts with their counts, at most so many. */
  public Stream<String> report(int most) {
    String summary =
        String.format(
            Locale.ROOT,
            "%d records, %d with a known text (%.1f %%), %d unknown shapes",
            records,
            known,
            records == 0 ? 100 : 100.0 * known / records,
            unknown.size());
    return Stream.concat(Stream.of(summary), unknownTexts(most).stream());
  }

  private List<String> unknownTexts(int most) {
    return unknown.values().stream()
        .sorted(
            Comparator.comparingLong((Unknown one) -> -one.records)
                .thenComparing(one -> one.example))
        .limit(most)
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "%8d records, %4d hosts  %s",
                    one.records,
                    one.hosts.size(),
                    one.example))
        .toList();
  }
}
