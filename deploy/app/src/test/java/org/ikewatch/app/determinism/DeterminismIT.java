package org.ikewatch.app.determinism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.ikewatch.app.simulate.Fleet;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.replay.AuditReplay;
import org.ikewatch.ingest.replay.Replayed;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.streams.Correlator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same records give the same incidents, byte for byte, however they are spread and whatever
 * dies.
 */
class DeterminismIT {
  private static final Instant START = Instant.parse("2009-03-02T12:00:00Z");

  /** Rounds far enough apart that troubles are resolved, come back, and end. */
  private static final int ROUNDS = 4;

  private static final int EVERY = 1_100;

  @TempDir private Path directory;

  @Test
  void shouldGiveTheSameIncidentsOnAnyNumberOfPartitions() throws Exception {
    // Given
    List<AuditRecord> records = records(24);
    Map<String, List<String>> onOne = runUndisturbed(records, 1);
    assertThat(onOne).hasSizeGreaterThan(15);

    for (int partitions : List.of(2, 4, 12)) {
      // When
      Map<String, List<String>> onMany = runUndisturbed(records, partitions);

      // Then
      assertThat(onMany).as("%d partitions", partitions).isEqualTo(onOne);
    }
  }

  @Test
  void shouldGiveTheSameIncidentsAcrossAKillInTheMiddle() throws Exception {
    // Given
    List<AuditRecord> records = records(400);
    Map<String, List<String>> undisturbed = runUndisturbed(records, 4);
    Path state = directory.resolve("killed-state");

    try (Run run = new Run(directory.resolve("killed-kafka"), 4)) {
      run.write(records, end());

      // When
      Process first = CorrelatorProcess.start(run.bootstrapServers(), state, 2);
      await().atMost(CorrelatorProcess.patience()).until(() -> run.incidents().size() > 40);
      first.destroyForcibly().waitFor();
      int atTheKill = run.incidents().size();
      Process second = CorrelatorProcess.start(run.bootstrapServers(), state, 2);
      await().atMost(CorrelatorProcess.patience()).until(run::isDone);
      second.destroyForcibly().waitFor();

      // Then; committed records stay unread until the broker aborts what the killed process left
      // open
      await()
          .atMost(CorrelatorProcess.patience())
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(run.incidents()).isEqualTo(undisturbed));
      assertThat(atTheKill).isLessThan(undisturbed.size());
    }
  }

  private Map<String, List<String>> runUndisturbed(List<AuditRecord> records, int partitions)
      throws Exception {
    Path kafka = Files.createTempDirectory(directory, "kafka");
    Path state = Files.createTempDirectory(directory, "state");
    try (Run run = new Run(kafka, partitions)) {
      run.write(records, end());
      try (Correlator correlator =
          Correlator.start(
              CorrelatorProcess.config(run.bootstrapServers(), state, partitions),
              new InMemorySchemaRegistry())) {
        assertThat(correlator.awaitRunning(Duration.ofMinutes(1))).isTrue();
        await().atMost(Duration.ofMinutes(2)).until(run::isDone);
      }
      return run.incidents();
    }
  }

  private static Instant end() {
    return START.plusSeconds((long) ROUNDS * EVERY + 7_200);
  }

  private List<AuditRecord> records(int hosts) throws Exception {
    Path file = directory.resolve("fleet-" + hosts + ".log");
    List<String> lines =
        Fleet.of(hosts).play(START, ROUNDS, EVERY).stream().map(Fleet.Message::line).toList();
    Files.write(file, lines);
    List<AuditRecord> records = new ArrayList<>();
    HostDirectory nobody = HostDirectory.empty(new HostDefaults(ZoneId.of("UTC"), ""));
    try (AuditReplay replay = new AuditReplay(nobody, one -> records.add(audited(one)))) {
      replay.syslogFile("unknown", file);
    }
    // As ingest writes them: in the order in which they were received.
    records.sort(Comparator.comparing(AuditRecord::getReceivedAt));
    return records;
  }

  private static AuditRecord audited(Replayed one) {
    if (one instanceof Replayed.Audited audited) {
      return audited.record();
    }
    throw new IllegalStateException("the fleet writes audit records only: " + one);
  }
}
