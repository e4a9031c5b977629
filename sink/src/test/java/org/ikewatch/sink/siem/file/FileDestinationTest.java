package org.ikewatch.sink.siem.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.mapping.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDestinationTest {
  private static final IncidentJson JSON = new IncidentJson();

  @TempDir private Path directory;

  private static String line(String id, int revision) {
    return JSON.line(incident(id, revision));
  }

  private Destination open() {
    return new FileConfig(directory.resolve("incidents.jsonl"), Payload.JSON).open("file");
  }

  private Path file() {
    return directory.resolve("incidents.jsonl");
  }

  @Test
  void shouldAppendALineForEachRevision() throws IOException {
    // Given
    try (Destination first = open()) {
      first.deliver(List.of(incident("a", 1), incident("b", 1)));
    }

    // When
    try (Destination second = open()) {
      second.deliver(List.of(incident("a", 2)));
    }

    // Then
    assertThat(Files.readAllLines(file()))
        .containsExactly(line("a", 1), line("b", 1), line("a", 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 8191, 8192, 8193, 20_000})
  void shouldCutOffTheLineThatACrashTore(int torn) throws IOException {
    // Given
    try (Destination before = open()) {
      before.deliver(List.of(incident("a", 1)));
    }
    Files.writeString(file(), "x".repeat(torn), StandardOpenOption.APPEND);

    // When
    try (Destination after = open()) {
      after.deliver(List.of(incident("b", 1)));
    }

    // Then
    assertThat(Files.readAllLines(file())).containsExactly(line("a", 1), line("b", 1));
  }

  @Test
  void shouldCutOffAFirstLineThatACrashTore() throws IOException {
    // Given
    Files.writeString(file(), "{\"incid");

    // When
    try (Destination destination = open()) {
      destination.deliver(List.of(incident("a", 1)));
    }

    // Then
    assertThat(Files.readAllLines(file())).containsExactly(line("a", 1));
  }

  @Test
  void shouldFollowARotation() throws IOException {
    // Given
    Path rotated = directory.resolve("incidents.jsonl.1");
    try (Destination destination = open()) {
      destination.deliver(List.of(incident("a", 1)));
      Files.move(file(), rotated);

      // When
      destination.deliver(List.of(incident("a", 2)));
      Files.delete(file());
      destination.deliver(List.of(incident("a", 3)));
    }

    // Then
    assertThat(Files.readAllLines(rotated)).containsExactly(line("a", 1));
    assertThat(Files.readAllLines(file())).containsExactly(line("a", 3));
  }

  @Test
  void shouldFollowATruncationInPlace() throws IOException {
    // Given
    try (Destination destination = open()) {
      destination.deliver(List.of(incident("a", 1)));
      Files.writeString(file(), "");

      // When
      destination.deliver(List.of(incident("a", 2)));
    }

    // Then
    assertThat(Files.readString(file(), UTF_8)).isEqualTo(line("a", 2) + "\n");
  }

  @Test
  void shouldWaitForADirectoryThatIsAway() throws IOException {
    // Given
    Path away = directory.resolve("mount");
    try (Destination destination =
        new FileConfig(away.resolve("i.jsonl"), Payload.JSON).open("file")) {

      // When, Then
      assertThatThrownBy(() -> destination.deliver(List.of(incident("a", 1))))
          .isInstanceOf(DeliveryException.Retriable.class)
          .hasMessageContaining("i.jsonl");
      Files.createDirectory(away);
      destination.deliver(List.of(incident("a", 1)));
      assertThat(away.resolve("i.jsonl")).content().isEqualTo(line("a", 1) + "\n");
    }
  }
}
