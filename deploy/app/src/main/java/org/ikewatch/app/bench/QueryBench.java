package org.ikewatch.app.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.incidents.Archive;
import org.ikewatch.sink.incidents.EvidenceFilter;
import org.ikewatch.sink.incidents.IncidentFilter;
import org.ikewatch.sink.incidents.IncidentQueries;
import org.ikewatch.sink.incidents.IncidentQueries.PageEnd;
import org.ikewatch.sink.store.Database;
import org.ikewatch.sink.store.DatabaseArchive;
import org.ikewatch.sink.store.SqlIncidentQueries;

/** How long a console waits for its answers from a database of so many incidents. */
public final class QueryBench {
  private static final int BATCH = 500;
  private static final int PAGE = 50;
  private static final int WARM_UP = 200;

  private final int incidents;
  private final int rounds;
  private final StoredFleet fleet;

  /**
   * A bench.
   *
   * @param rounds how often each query is asked, each time for something else
   */
  public QueryBench(int incidents, int rounds) {
    this.incidents = incidents;
    this.rounds = rounds;
    this.fleet = new StoredFleet(incidents);
  }

  /** What one query took. */
  public record Took(String query, Duration median, Duration p99) {}

  /**
   * Fills an empty database, with three revisions of each incident and two deliveries of each.
   *
   * @return revisions stored per second
   * @throws IllegalArgumentException where it is not empty
   */
  public double fill(Database database) {
    if (!new SqlIncidentQueries(database).page(IncidentFilter.ALL, Optional.empty(), 1).isEmpty()) {
      throw new IllegalArgumentException("the database holds incidents; name an empty one");
    }
    Archive archive =
        new DatabaseArchive("bench", database, Optional.of(Duration.ofDays(90)), Clock.systemUTC());
    long spent = 0;
    for (int revision = 1; revision <= StoredFleet.REVISIONS; revision++) {
      for (int from = 0; from < incidents; from += BATCH) {
        List<Incident> batch = batch(from, revision);
        long begin = System.nanoTime();
        archive.deliver(batch);
        spent += System.nanoTime() - begin;
      }
    }
    for (int from = 0; from < incidents; from += BATCH) {
      archive.record(numbers(from).boxed().flatMap(i -> fleet.deliveries(i).stream()).toList());
    }
    // What the sink does at intervals; nothing is too old.
    var unused = archive.forget(Clock.systemUTC().instant());
    return StoredFleet.REVISIONS * (double) incidents / (spent / 1e9);
  }

  private List<Incident> batch(int from, int revision) {
    return numbers(from).mapToObj(i -> fleet.incident(i, revision)).toList();
  }

  private IntStream numbers(int from) {
    return IntStream.range(from, Math.min(from + BATCH, incidents));
  }

  /** Asks every query of a console, for other incidents each time. */
  public List<Took> ask(Database database) {
    List<Took> all = new ArrayList<>();
    queries(new SqlIncidentQueries(database))
        .forEach((name, query) -> all.add(measured(name, query)));
    return all;
  }

  private Took measured(String name, IntConsumer query) {
    SplittableRandom random = new SplittableRandom(1);
    long[] nanos = new long[rounds];
    for (int i = -WARM_UP; i < rounds; i++) {
      int number = random.nextInt(incidents);
      long begin = System.nanoTime();
      query.accept(number);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(nanos);
    return new Took(
        name, Duration.ofNanos(nanos[rounds / 2]), Duration.ofNanos(nanos[rounds * 99 / 100]));
  }

  private Map<String, IntConsumer> queries(IncidentQueries ask) {
    IncidentFilter all = IncidentFilter.ALL;
    IncidentFilter open = all.status(Status.OPEN);
    Map<String, IntConsumer> queries = new LinkedHashMap<>();
    queries.put("open incidents, first page", i -> page(ask, open));
    queries.put("open incidents, a later page", i -> pageBehind(ask, open, i));
    queries.put("open MM_FAILURE", i -> page(ask, open.verdict(Verdict.MM_FAILURE)));
    queries.put("all incidents, first page", i -> page(ask, all));
    queries.put("all incidents, a later page", i -> pageBehind(ask, all, i));
    queries.put("all UNDETERMINED", i -> page(ask, all.verdict(Verdict.UNDETERMINED)));
    queries.put("withdrawn", i -> page(ask, all.status(Status.WITHDRAWN)));
    queries.put("roll-ups", i -> page(ask, all.scope(Scope.GATEWAY)));
    queries.put("one host", i -> page(ask, all.host(StoredFleet.host(i))));
    queries.put("one host, open", i -> page(ask, open.host(StoredFleet.host(i))));
    queries.put("one peer", i -> page(ask, all.peer(StoredFleet.peer(i))));
    queries.put("one peer, open", i -> page(ask, open.peer(StoredFleet.peer(i))));
    queries.put("counts, open", i -> counts(ask, open));
    queries.put(
        "counts, last 24 h",
        i -> counts(ask, all.since(fleet.updatedAt(incidents).minus(Duration.ofDays(1)))));
    queries.put("counts, all", i -> counts(ask, all));
    queries.put("one incident", i -> expect(ask.incident(StoredFleet.id(i)).isPresent()));
    queries.put(
        "ids that begin so",
        i -> expect(!ask.startingWith(StoredFleet.id(i).substring(0, 5), 20).isEmpty()));
    queries.put(
        "history of one incident",
        i -> expect(ask.history(StoredFleet.id(i)).size() >= StoredFleet.REVISIONS));
    queries.put(
        "deliveries of one incident", i -> expect(ask.deliveries(StoredFleet.id(i)).size() == 6));
    queries.put(
        "records of one host",
        i -> expect(!ask.evidence(EvidenceFilter.ALL.host(StoredFleet.host(i)), PAGE).isEmpty()));
    queries.put(
        "records of a rare kind",
        i -> expect(!ask.evidence(EvidenceFilter.ALL.signal("QM_TIMEOUT"), PAGE).isEmpty()));
    queries.put(
        "records of one hour",
        i ->
            ask.evidence(
                EvidenceFilter.ALL.between(
                    fleet.updatedAt(i), fleet.updatedAt(i).plus(Duration.ofHours(1))),
                PAGE));
    return queries;
  }

  private static void page(IncidentQueries ask, IncidentFilter filter) {
    var unused = ask.page(filter, Optional.empty(), PAGE);
  }

  private void pageBehind(IncidentQueries ask, IncidentFilter filter, int number) {
    PageEnd end = new PageEnd(fleet.updatedAt(number), StoredFleet.id(number));
    var unused = ask.page(filter, Optional.of(end), PAGE);
  }

  private static void counts(IncidentQueries ask, IncidentFilter filter) {
    expect(!ask.counts(filter).isEmpty());
  }

  private static void expect(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("the answer is not what was stored");
    }
  }

  /** Stores revisions that are news, one batch after the other, until it is interrupted. */
  public void write(Database database) {
    Archive archive = new DatabaseArchive("bench", database, Optional.empty(), Clock.systemUTC());
    for (int revision = StoredFleet.REVISIONS + 1; true; revision++) {
      for (int from = 0; from < incidents; from += BATCH) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        archive.deliver(batch(from, revision));
      }
    }
  }
}
