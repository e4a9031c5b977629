package org.ikewatch.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.incident;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteIncidentTableTest extends IncidentTableContract {
  @TempDir private Path directory;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open("jdbc:sqlite:" + directory.resolve("incidents.db"), "", "");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  Database database() {
    return database;
  }

  @Test
  void shouldFindItsDataAfterARestart() {
    // Given
    new IncidentTable(database).deliver(List.of(incident("kept", 7)));

    // When
    database.close();
    open();

    // Then
    assertThat(new IncidentTable(database).revisionOf("kept")).contains(7);
  }
}
