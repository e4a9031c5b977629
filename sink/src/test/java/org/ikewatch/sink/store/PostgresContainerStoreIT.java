package org.ikewatch.sink.store;

import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The contracts of the store, on PostgreSQL's own image; skipped where no container engine runs.
 */
@Testcontainers(disabledWithoutDocker = true)
class PostgresContainerStoreIT extends PostgresContracts {
  @Container
  private static final PostgreSQLContainer POSTGRES =
      new PostgreSQLContainer("postgres:18").withDatabaseName("postgres");

  @Override
  String url(String name) {
    return POSTGRES.getJdbcUrl().replace("/postgres", "/" + name);
  }

  @Override
  String user() {
    return POSTGRES.getUsername();
  }

  @Override
  String password() {
    return POSTGRES.getPassword();
  }
}
