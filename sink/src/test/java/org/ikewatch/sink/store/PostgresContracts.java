package org.ikewatch.sink.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contracts of the store, on a PostgreSQL. */
abstract class PostgresContracts {
  private static final String NAME = "test";

  private Database database;

  /** The address of a database of this name. */
  abstract String url(String name);

  abstract String user();

  abstract String password();

  @BeforeEach
  void open() throws SQLException {
    execute("CREATE DATABASE " + NAME);
    database = Database.at(url(NAME), user(), password());
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
    execute("DROP DATABASE " + NAME);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url("postgres"), user(), password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Nested
  class Keeping extends ArchiveContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Answering extends QueriesContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Forgetting extends ExpiryContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Planning extends PlansContract {
    @Override
    Database database() {
      return database;
    }

    @Override
    String explain() {
      return "EXPLAIN";
    }

    @Override
    int column() {
      return 1;
    }

    @Override
    String named(String index) {
      return index;
    }

    @Override
    void refreshStatistics() {
      database.write(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute("ANALYZE");
            }
          });
    }
  }

  @Nested
  class Migrating extends MigrationContract {
    @Override
    String url() {
      return PostgresContracts.this.url(NAME);
    }

    @Override
    String user() {
      return PostgresContracts.this.user();
    }

    @Override
    String password() {
      return PostgresContracts.this.password();
    }
  }
}
