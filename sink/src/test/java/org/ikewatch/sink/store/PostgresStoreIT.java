package org.ikewatch.sink.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contracts of the store, on a real PostgreSQL, run from its own binaries. */
class PostgresStoreIT extends PostgresContracts {
  private static final String USER = "postgres";

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Override
  String url(String name) {
    return postgres.getJdbcUrl(USER, name);
  }

  @Override
  String user() {
    return USER;
  }

  @Override
  String password() {
    return USER;
  }
}
