package org.ikewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.ikewatch.streams.testing.Script.heartbeat;
import static org.ikewatch.streams.testing.Script.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Topics;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.testing.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTopologyTest {

  @Test
  void shouldDescribeItselfAsTheGoldenFileSays() throws IOException {
    // Given
    String golden;
    try (var file = getClass().getResourceAsStream("topology.txt")) {
      golden = new String(file.readAllBytes(), UTF_8);
    }

    // When
    String described =
        CorrelationTopology.build(
                CorrelationConfig.DEFAULT, new InMemorySchemaRegistry(), new PartitionStats())
            .describe()
            .toString();

    // Then
    assertThat(described).isEqualToNormalizingNewlines(golden);
  }

  @Test
  void shouldSendAPoisonRecordToTheDeadLettersAndGoOn() {
    try (Pipeline pipeline = new Pipeline()) {
      // When
      pipeline.feedBytes("a", new byte[] {1, 2, 3});
      pipeline.feed(host("a").mmTimeout("10.0.0.2").at(1));

      // Then
      List<DeadLetter> letters = pipeline.deadLetters();
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0))
          .extracting(
              DeadLetter::getStage,
              DeadLetter::getReason,
              DeadLetter::getOriginTopic,
              DeadLetter::getOriginPartition,
              DeadLetter::getOriginOffset,
              DeadLetter::getKey,
              DeadLetter::getBytes)
          .containsExactly(
              "streams-app",
              "UNREADABLE_RECORD",
              Topics.AUDIT,
              0,
              0L,
              ByteBuffer.wrap("a".getBytes(UTF_8)),
              ByteBuffer.wrap(new byte[] {1, 2, 3}));
      assertThat(pipeline.incidents()).hasSize(1);
    }
  }

  @Test
  void shouldReadNothingOfARecordOfAKindThatCameLater() {
    try (Pipeline pipeline = new Pipeline()) {
      // Given
      AuditRecord later = host("a").mmTimeout("10.0.0.2").at(0);
      later.setKind(RecordKind.UNKNOWN);

      // When
      pipeline.feed(later, host("b").mmTimeout("10.0.0.2").at(1));

      // Then
      assertThat(pipeline.deadLetters()).isEmpty();
      assertThat(pipeline.incidents()).extracting(Incident::getHost).containsExactly("b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "a\nb", "\0", "ä\uD83D\uDE00", " "})
  void shouldServeHostsOfAnyName(String name) {
    try (Pipeline pipeline = new Pipeline()) {
      // When
      pipeline.feed(
          host(name).mmTimeout("10.0.0.2").at(0, 1),
          host("a").mmTimeout("10.0.0.3").at(1, 1),
          host(name).mmComplete("10.0.0.2").at(2, 2),
          heartbeat(1_000));

      // Then
      assertThat(pipeline.deadLetters()).isEmpty();
      assertThat(pipeline.incidents())
          .extracting(Incident::getHost, Incident::getPeer, Incident::getStatus)
          .contains(tuple("a", "10.0.0.3", Status.RESOLVED))
          .anyMatch(one -> one.toList().get(0).equals(name));
    }
  }

  @Test
  void shouldSendARecordUnderTheKeyOfAnotherHostToTheDeadLetters() {
    try (Pipeline pipeline = new Pipeline()) {
      // When
      pipeline.feedBytes("b", pipeline.bytesOf(host("a").mmTimeout("10.0.0.2").at(0)));

      // Then
      assertThat(pipeline.deadLetters())
          .extracting(DeadLetter::getReason)
          .containsExactly("PROCESSING_FAILED");
      assertThat(pipeline.incidents()).isEmpty();
    }
  }
}
