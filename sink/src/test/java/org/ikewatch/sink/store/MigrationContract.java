package org.ikewatch.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.incident;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.sink.incidents.EvidenceFilter;
import org.ikewatch.sink.incidents.IncidentQueries.Cited;
import org.ikewatch.sink.incidents.PastRevision;
import org.junit.jupiter.api.Test;

/** What every database keeps of what an earlier release stored. */
abstract class MigrationContract {
  /** Of a database with nothing in it. */
  abstract String url();

  abstract String user();

  abstract String password();

  private void storeAsTheFirstReleaseDid(String id) throws SQLException {
    Flyway.configure()
        .dataSource(url(), user(), password())
        .locations("classpath:org/ikewatch/sink/store/migrations")
        .target("1")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url(), user(), password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO incidents VALUES ('%s', 3, 'PEER', 'OPEN', 'MM_FAILURE', 'CONFIRMED', NULL,
            'SILENT_PEER', 'hpux042', '15.2.2.2', 1016176458000, 1016176458000, NULL, 3, 0, NULL,
            '[]', '[{"host":"hpux042","msg":413,"level":"ERROR","eventTime":"2002-03-15T07:14:18Z",\
          "signal":"MM_TIMEOUT","text":"MM negotiation timeout, src 15.2.2.2","file":null,\
          "line":null}]', '["ipsec_report -mad"]', '[]')
          """
              .formatted(id));
    }
  }

  @Test
  void shouldAddWhatTheFirstReleaseDidNotKeep() throws SQLException {
    // Given
    storeAsTheFirstReleaseDid("f1");
    Instant before = Clock.systemUTC().instant();

    // When
    try (Database database = Database.open(url(), user(), password())) {
      SqlIncidentQueries queries = new SqlIncidentQueries(database);

      // Then
      assertThat(queries.incident("f1")).contains(incident("f1", 3));
      Evidence record = incident("f1", 3).getEvidence().get(0);
      assertThat(queries.evidence(EvidenceFilter.ALL, 9)).containsExactly(new Cited("f1", record));
      assertThat(queries.history("f1")).extracting(PastRevision::revision).containsExactly(3);
      assertThat(storedAt(database)).isBetween(before.minusMillis(1), Clock.systemUTC().instant());
    }
  }

  @Test
  void shouldBeOpenedByManyAtOnce() throws Exception {
    // Given
    int many = 6;
    CyclicBarrier together = new CyclicBarrier(many);
    ExecutorService threads = Executors.newFixedThreadPool(many);

    // When
    List<Future<Long>> opened = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      opened.add(
          threads.submit(
              () -> {
                together.await();
                try (Database database = Database.open(url(), user(), password())) {
                  return database.read(
                      connection ->
                          new Sql("SELECT COUNT(*) FROM deliveries")
                              .list(connection, row -> row.getLong(1))
                              .get(0));
                }
              }));
    }
    threads.shutdown();

    // Then
    for (Future<Long> one : opened) {
      assertThat(one.get()).isZero();
    }
  }

  private static Instant storedAt(Database database) {
    return Instant.ofEpochMilli(
        database
            .read(
                connection ->
                    new Sql("SELECT storedAt FROM incidents")
                        .list(connection, row -> row.getLong(1)))
            .get(0));
  }
}
