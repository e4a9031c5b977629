package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.IngestMetrics.Counts;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final long SEGMENT = 4_096;

  @TempDir private Path directory;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final IngestMetrics metrics = new IngestMetrics(meters);

  private Spool open() {
    return Spool.open(directory, SEGMENT, metrics);
  }

  private static List<Outgoing> all(SpoolReader reader) throws IOException {
    List<Outgoing> all = new ArrayList<>();
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      all.add(next.get());
    }
    return all;
  }

  private static List<Outgoing> all(Spool spool) throws IOException {
    try (SpoolReader reader = spool.reader()) {
      return all(reader);
    }
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
    }
  }

  @Test
  void shouldGiveBackWhatWasAppended() throws IOException {
    // Given
    try (Spool spool = open()) {
      // When
      spool.append(
          List.of(
              Samples.record("hpux042", "one", 2, Receipt.NONE),
              Samples.reject("15.1.1.42", "two", "NOT_AN_AUDIT_RECORD")));

      // Then
      List<Outgoing> read = all(spool);
      assertThat(Samples.values(read)).containsExactly("one", "two");
      assertThat(read)
          .extracting(Outgoing::content)
          .containsExactly(new Content.Audit(2), new Content.Reject("NOT_AN_AUDIT_RECORD"));
      assertThat(read)
          .extracting(out -> out.topic() + " " + out.timestamp())
          .containsExactly("ikewatch.audit " + Samples.TIME, "ikewatch.rejects " + Samples.TIME);
      assertThat(read.get(0).key()).asString().isEqualTo("hpux042");
      assertThat(metrics.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0, 3));
    }
  }

  @Test
  void shouldGiveTheSameAfterReopening() throws IOException {
    // Given
    try (Spool spool = open()) {
      spool.append(Samples.records(1, 3));
      spool.append(Samples.records(4, 5));
    }
    IngestMetrics later = new IngestMetrics(new SimpleMeterRegistry());

    // When
    try (Spool spool = Spool.open(directory, SEGMENT, later)) {
      spool.append(Samples.records(6, 6));

      // Then
      assertThat(Samples.values(all(spool))).containsExactly("1", "2", "3", "4", "5", "6");
      assertThat(later.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 5, 6));
    }
  }

  @Test
  void shouldReadOnAsItGrows() throws IOException {
    // Given
    try (Spool spool = open();
        SpoolReader reader = spool.reader()) {
      List<Outgoing> before = all(reader);
      spool.append(Samples.records(1, 2));
      List<Outgoing> first = all(reader);
      spool.append(Samples.records(3, 300));

      // When
      List<Outgoing> second = all(reader);
      spool.append(Samples.records(301, 600));
      List<Outgoing> third = all(reader);

      // Then
      assertThat(before).isEmpty();
      assertThat(Samples.values(first)).containsExactly("1", "2");
      assertThat(second).hasSize(298);
      assertThat(third).hasSize(300);
    }
  }

  @Test
  void shouldForgetWhatIsAcknowledged() throws IOException {
    // Given
    try (Spool spool = open()) {
      spool.append(Samples.records(1, 4));
      List<Outgoing> read = all(spool);

      // When
      read.get(0).receipt().settle();
      read.get(2).receipt().settle();

      // Then
      assertThat(Samples.values(all(spool))).containsExactly("2", "4");
      assertThat(spool.lines()).isEqualTo(2);
    }
    try (Spool spool = open()) {
      assertThat(Samples.values(all(spool))).containsExactly("2", "3", "4");
    }
  }

  @Test
  void shouldDeleteFilesThatAreDoneWith() throws IOException {
    // Given
    try (Spool spool = open()) {
      for (int i = 0; i < 10; i++) {
        spool.append(Samples.records(100 * i, 100 * i + 99));
      }
      List<Path> before = segments();
      List<Outgoing> read = all(spool);

      // When
      read.subList(0, 550).forEach(out -> out.receipt().settle());
      spool.tidy();
      List<Path> between = segments();
      long bytes = spool.bytes();
      read.subList(550, 1_000).forEach(out -> out.receipt().settle());
      spool.tidy();

      // Then
      assertThat(before).hasSize(10);
      assertThat(between).isEqualTo(before.subList(5, 10));
      assertThat(bytes).isEqualTo(5 * 100 * 64L).isPositive();
      assertThat(segments()).isEmpty();
      assertThat(spool.isEmpty()).isTrue();
      assertThat(spool.bytes()).isZero();
    }
  }

  @Test
  void shouldGoOnCountingWhereItStopped() throws IOException {
    // Given
    try (Spool spool = open()) {
      spool.append(Samples.records(1, 2));
      all(spool).forEach(out -> out.receipt().settle());
    }

    // When
    try (Spool spool = open()) {
      boolean empty = spool.isEmpty();
      spool.append(Samples.records(3, 3));

      // Then
      assertThat(empty).isTrue();
      assertThat(Samples.values(all(spool))).containsExactly("3");
    }
  }

  @Test
  void shouldSendTwiceRatherThanLoseWhereTheCursorIsDamaged() throws IOException {
    // Given
    try (Spool spool = open()) {
      spool.append(Samples.records(1, 3));
      all(spool).get(0).receipt().settle();
    }
    Files.write(directory.resolve("cursor"), new byte[12]);

    // When
    try (Spool spool = open()) {

      // Then
      assertThat(Samples.values(all(spool))).containsExactly("1", "2", "3");
    }
  }

  @Test
  void shouldCountAsDroppedWhatCannotBeReadAnyMore() throws IOException {
    // Given
    metrics.received(3);
    try (Spool spool = open()) {
      spool.append(Samples.records(1, 3));
      Path file = segments().get(0);
      byte[] bytes = Files.readAllBytes(file);
      bytes[100] ^= 1;
      Files.write(file, bytes);

      // When
      List<Outgoing> read = all(spool);
      read.forEach(out -> out.receipt().settle());
      spool.tidy();

      // Then
      assertThat(Samples.values(read)).containsExactly("1", "3");
      assertThat(metrics.counts()).isEqualTo(new Counts(3, 0, 0, 1, 0, 0, 0));
      assertThat(meters.get("ikewatch_ingest_spool_damages").counter().count()).isEqualTo(1);
      assertThat(spool.isEmpty()).isTrue();
    }
  }

  @Test
  void shouldNotTakeWhatAMessageHoldsForAnEntry() throws IOException {
    // Given a value that is itself an entry, for whoever reads on behind a damaged header
    byte[] forged;
    try (Spool spool = open()) {
      spool.append(List.of(Samples.record("forged", "forged")));
      forged = Files.readAllBytes(segments().get(0));
      all(spool).forEach(out -> out.receipt().settle());
    }
    Outgoing carrier =
        new Outgoing(
            Topics.AUDIT, Samples.TIME, new byte[0], forged, Content.Audit.of(1), Receipt.NONE);
    try (Spool spool = open()) {
      spool.append(List.of(carrier));
      spool.append(Samples.records(2, 2));
    }
    Path file = segments().get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] = 0;
    Files.write(file, bytes);

    // When
    try (Spool spool = open()) {

      // Then
      assertThat(Samples.values(all(spool))).containsExactly("2");
    }
  }

  @Test
  void shouldBeUsedByOneOnly() {
    // Given
    try (Spool spool = open()) {
      assertThat(spool.isEmpty()).isTrue();

      // When / Then
      assertThatThrownBy(this::open)
          .isInstanceOf(SpoolException.class)
          .hasMessage(
              "another ingestor uses the spool directory "
                  + directory
                  + ": stop it, or set ingest.spool.dir to a directory of this one's own");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldNameADirectoryThatCannotBeUsed() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("file"), "no directory");

    // When / Then
    assertThatThrownBy(() -> Spool.open(file, SEGMENT, metrics))
        .isInstanceOf(SpoolException.class)
        .hasMessageStartingWith("cannot use the spool directory " + file + " (")
        .hasMessageEndingWith(
            "): make it writable for this user, or set ingest.spool.dir to another directory");
  }
}
