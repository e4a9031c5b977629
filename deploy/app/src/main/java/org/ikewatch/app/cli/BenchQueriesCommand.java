package org.ikewatch.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ikewatch.app.bench.QueryBench;
import org.ikewatch.sink.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what a console has to wait for. */
@Command(
    name = "queries",
    description =
        "Fill empty databases with incidents, three revisions each, and print how long each query of"
            + " a console takes: alone, and while revisions are stored as fast as they can be.")
final class BenchQueriesCommand implements Callable<Integer> {
  @Option(names = "--incidents", defaultValue = "100000", description = "How many incidents.")
  private int incidents;

  @Option(names = "--rounds", defaultValue = "1000", description = "How often a query is asked.")
  private int rounds;

  @Option(names = "--user", defaultValue = "", description = "Who we are to PostgreSQL.")
  private String user;

  @Option(
      names = "--password",
      defaultValue = "${env:IKEWATCH_BENCH_PASSWORD:-}",
      description = "The password of that user; better in IKEWATCH_BENCH_PASSWORD.")
  private String password;

  @Parameters(paramLabel = "JDBC-URL", arity = "1..*", description = "Databases, empty ones.")
  private List<String> urls;

  @Override
  public Integer call() throws InterruptedException {
    QueryBench bench = new QueryBench(incidents, rounds);
    for (String url : urls) {
      try (Database database = Database.open(url, user, password)) {
        double rate = bench.fill(database);
        System.out.printf(
            Locale.ROOT, "%s: %,d incidents, stored at %,.0f revisions/s%n", url, incidents, rate);
        print("alone", bench.ask(database));
        Thread writer = new Thread(() -> bench.write(database), "writer");
        writer.start();
        print("while it is written to", bench.ask(database));
        writer.interrupt();
        writer.join();
      }
    }
    return ExitCode.DONE;
  }

  private static void print(String when, List<QueryBench.Took> all) {
    System.out.printf("  %-30s %9s %9s%n", when, "p50 ms", "p99 ms");
    for (QueryBench.Took one : all) {
      System.out.printf(
          Locale.ROOT,
          "  %-30s %9.2f %9.2f%n",
          one.query(),
          millis(one.median()),
          millis(one.p99()));
    }
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
