package org.ikewatch.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.delivery;
import static org.ikewatch.sink.Samples.incident;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.incidents.EvidenceFilter;
import org.ikewatch.sink.incidents.IncidentFilter;
import org.ikewatch.sink.incidents.IncidentQueries.PageEnd;
import org.junit.jupiter.api.Test;

/** Every database answers from an index. */
abstract class PlansContract {
  private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
  private static final int INCIDENTS = 5_000;

  /** An open database with nothing in it. */
  abstract Database database();

  /** How this database says what it would do: the statement's beginning. */
  abstract String explain();

  /** The column of the answer that says it. */
  abstract int column();

  private void fill() {
    DatabaseArchive archive =
        new DatabaseArchive("database", database(), Optional.empty(), Clock.systemUTC());
    List<Incident> incidents = new ArrayList<>();
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < INCIDENTS; i++) {
      Incident one = incident("%05x".formatted(i), 1);
      one.setHost("hpux" + i % 500);
      one.setPeer("15.2.2." + i % 50);
      one.setStatus(i % 100 == 0 ? Status.OPEN : Status.RESOLVED);
      one.setVerdict(List.of(Verdict.values()).get(i % 4));
      one.setScope(i % 1000 == 0 ? Scope.GATEWAY : Scope.PEER);
      one.setUpdatedAt(T0.plusSeconds(i));
      one.getEvidence().get(0).setHost(one.getHost());
      one.getEvidence().get(0).setEventTime(one.getUpdatedAt());
      one.getEvidence().get(0).setSignal("SIGNAL_" + i % 500);
      incidents.add(one);
      deliveries.add(delivery("hook", one.getIncidentId(), 1, Outcome.DELIVERED, i, ""));
    }
    archive.deliver(incidents);
    archive.record(deliveries);
  }

  private String plan(Sql sql) {
    List<String> lines =
        database()
            .read(
                connection ->
                    sql.after(explain()).list(connection, row -> row.getString(column())));
    return String.join("\n", lines);
  }

  private static Sql page(IncidentFilter filter) {
    return SqlIncidentQueries.selectPage(
        filter, Optional.of(new PageEnd(T0.plusSeconds(4_000), "00fa0")), 50);
  }

  private static Sql firstPage(IncidentFilter filter) {
    return SqlIncidentQueries.selectPage(filter, Optional.empty(), 50);
  }

  /** The queries of a console, each with the index that serves it. */
  private static Map<String, Sql> queries() {
    IncidentFilter all = IncidentFilter.ALL;
    IncidentFilter open = all.status(Status.OPEN);
    Map<String, Sql> queries = new TreeMap<>();
    queries.put("1 incidents_by_time", firstPage(all));
    queries.put("2 incidents_by_time", page(all));
    queries.put("3 incidents_by_status", firstPage(open));
    queries.put("4 incidents_by_status", page(open));
    queries.put("5 incidents_by_status", firstPage(open.verdict(Verdict.MM_FAILURE)));
    queries.put("6 incidents_by_time", firstPage(all.verdict(Verdict.MM_FAILURE)));
    queries.put("7 incidents_by_time", firstPage(all.since(T0.plusSeconds(4_990))));
    queries.put("8 incidents_by_host", firstPage(all.host("hpux42")));
    queries.put("9 incidents_by_peer", firstPage(all.peer("15.2.2.42")));
    queries.put("a incidents_rolled_up", firstPage(all.scope(Scope.GATEWAY)));
    queries.put("b incidents_counted", SqlIncidentQueries.selectCounts(open));
    queries.put("c incidents_pkey", SqlIncidentQueries.selectStartingWith("00f", 9));
    queries.put("d revisions_pkey", SqlIncidentQueries.selectHistory("00fa0"));
    queries.put("e deliveries_pkey", SqlIncidentQueries.selectDeliveries("00fa0"));
    EvidenceFilter records = EvidenceFilter.ALL;
    queries.put("f evidence_by_host", SqlIncidentQueries.selectEvidence(records.host("hpux42"), 9));
    queries.put(
        "g evidence_by_signal", SqlIncidentQueries.selectEvidence(records.signal("SIGNAL_7"), 9));
    queries.put(
        "h evidence_by_time",
        SqlIncidentQueries.selectEvidence(records.between(T0, T0.plusSeconds(9)), 9));
    return queries;
  }

  /** What this database calls the index of a primary key. */
  abstract String named(String index);

  @Test
  void shouldAnswerFromIndexes() {
    // Given
    fill();
    refreshStatistics();

    // When
    Map<String, String> plans = new TreeMap<>();
    queries().forEach((name, sql) -> plans.put(name, plan(sql)));

    // Then
    plans.forEach(
        (name, plan) ->
            assertThat(plan)
                .as(name)
                .contains(named(name.substring(2)))
                .doesNotContain("Seq Scan"));
  }

  /** Brings the database's knowledge of its tables up to date. */
  abstract void refreshStatistics();
}
