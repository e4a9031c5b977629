package org.ikewatch.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ikewatch.sink.incidents.Archive;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of the store, on SQLite. */
class SqliteStoreTest {
  @TempDir private Path directory;
  private Database database;

  private String url(String file) {
    return "jdbc:sqlite:" + directory.resolve(file);
  }

  @BeforeEach
  void open() {
    database = Database.open(url("incidents.db"), "", "");
  }

  @AfterEach
  void close() {
    database.close();
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
      return "EXPLAIN QUERY PLAN";
    }

    @Override
    int column() {
      return 4;
    }

    @Override
    String named(String index) {
      return index.endsWith("_pkey") ? "sqlite_autoindex_" + index.replace("_pkey", "_1") : index;
    }

    @Override
    void refreshStatistics() {
      database.refreshStatistics();
    }
  }

  @Nested
  class Migrating extends MigrationContract {
    @Override
    String url() {
      return SqliteStoreTest.this.url("earlier.db");
    }

    @Override
    String user() {
      return "";
    }

    @Override
    String password() {
      return "";
    }
  }

  private static Archive archive(Database database) {
    return new DatabaseArchive("database", database, Optional.empty(), Clock.systemUTC());
  }

  @Test
  void shouldFindItsDataAfterARestart() {
    // Given
    archive(database).deliver(List.of(incident("kept", 7)));

    // When
    database.close();
    open();

    // Then
    assertThat(new SqlIncidentQueries(database).incident("kept")).contains(incident("kept", 7));
  }

  @Test
  void shouldWaitForADirectoryThatIsAway() {
    // Given
    Path away = directory.resolve("mount");
    String url = "jdbc:sqlite:" + away.resolve("incidents.db");

    // When, Then
    try (Archive archive = archive(Database.at(url, "", ""))) {
      assertThatThrownBy(() -> archive.deliver(List.of(incident("a", 1))))
          .isInstanceOf(DeliveryException.Retriable.class)
          .hasMessageContaining("cannot be opened");
      assertThat(away.toFile().mkdir()).isTrue();
      archive.deliver(List.of(incident("a", 1)));
    }
    assertThatThrownBy(() -> Database.open(url + "/no/file", "", ""))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void shouldHaveTheTablesThatItsPageNames() throws IOException {
    // Given
    Matcher rows =
        Pattern.compile("(?m)^\\| `([a-z]+)` \\| .* \\|$")
            .matcher(Files.readString(Path.of("DATABASE.md")));

    // When
    List<String> tables =
        database.read(
            connection ->
                new Sql("SELECT name FROM sqlite_master")
                    .where("type = 'table'")
                    .where("name NOT LIKE 'sqlite_%'")
                    .where("name NOT LIKE 'flyway_%'")
                    .list(connection, row -> row.getString(1)));

    // Then
    assertThat(rows.results().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(tables);
  }
}
