package org.ikewatch.sink.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The contract on PostgreSQL's own image; skipped where no container engine runs. */
@Testcontainers(disabledWithoutDocker = true)
class PostgresContainerIncidentTableIT extends IncidentTableContract {
  @Container
  private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18");

  private static Database database;

  @BeforeAll
  static void open() {
    database = Database.open(POSTGRES.getJdbcUrl(), POSTGRES.getUsername(), POSTGRES.getPassword());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  Database database() {
    return database;
  }
}
