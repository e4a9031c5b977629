package org.ikewatch.ingest.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RejectedInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditReplayTest {
  private static final String FROM = " From: IKMPD Lvl: ERROR Date: ";

  private final List<AuditRecord> records = new ArrayList<>();
  private final List<RejectedInput> rejects = new ArrayList<>();
  private final AuditReplay replay =
      new AuditReplay(HostDirectory.empty(HostDefaults.UTC), this::take);

  private void take(Replayed result) {
    if (result instanceof Replayed.Audited audited) {
      records.add(audited.record());
    } else if (result instanceof Replayed.Rejected rejected) {
      rejects.add(rejected.input());
    }
  }

  private static Path write(Path directory, String... lines) throws IOException {
    return Files.write(
        directory.resolve("audit.txt"), String.join("\n", lines).getBytes(ISO_8859_1));
  }

  private static String oneLine(int msg, String date) {
    return "Msg: " + msg + FROM + date + " Event: Main Mode processing failed";
  }

  @Test
  void shouldSayWhereARecordStands(@TempDir Path directory) throws IOException {
    // Given
    Path file =
        write(
            directory,
            "--------- Audit ---------",
            "",
            "Msg: 413" + FROM + "Fri Mar 15 07:14:18 2002",
            "Event: MM negotiation timeout, src 15.2.2.2",
            "",
            "what is this");

    // When
    replay.auditFile("HPUX042", file);
    replay.close();

    // Then
    assertThat(records).hasSize(1);
    assertThat(records.get(0).getHost()).isEqualTo("hpux042");
    assertThat(records.get(0).getSender()).isEqualTo(file.toString());
    assertThat(records.get(0).getFile()).isEqualTo(file.toString());
    assertThat(records.get(0).getLine()).isEqualTo(3);
    assertThat(records.get(0).getReceivedAt()).isEqualTo(Instant.parse("2002-03-15T07:14:18Z"));
    assertThat(rejects).extracting(RejectedInput::getReason).containsExactly("NOT_AN_AUDIT_RECORD");
  }

  private List<String> replayedInNewYork(String... lines) {
    HostDefaults newYork =
        new HostDefaults(ZoneId.of("America/New_York"), HostDefaults.UTC.product());
    try (AuditReplay inNewYork = new AuditReplay(HostDirectory.empty(newYork), this::take)) {
      inNewYork.auditLines("gw1", "lines", List.of(lines));
    }
    return records.stream().map(one -> one.getMsg() + " " + one.getEventTime()).toList();
  }

  @Test
  void shouldTakeTheSecondOccurrenceOfTheRepeatedHourAfterALaterTime() {
    // When
    List<String> replayed =
        replayedInNewYork(
            oneLine(413, "Sun Nov 1 01:59:40 2026"), oneLine(414, "Sun Nov 1 01:00:10 2026"));

    // Then
    assertThat(replayed).containsExactly("413 2026-11-01T05:59:40Z", "414 2026-11-01T06:00:10Z");
    assertThat(records.get(1).getReceivedAt()).isEqualTo(Instant.parse("2026-11-01T06:00:10Z"));
  }

  @Test
  void shouldGoThroughTheRepeatedHourTwice() {
    // When
    List<String> replayed =
        replayedInNewYork(
            oneLine(1, "Sun Nov 1 00:59:00 2026"),
            oneLine(2, "Sun Nov 1 01:10:00 2026"),
            oneLine(3, "Sun Nov 1 01:50:00 2026"),
            oneLine(4, "Sun Nov 1 01:10:00 2026"),
            oneLine(5, "Sun Nov 1 01:55:00 2026"),
            oneLine(6, "Sun Nov 1 02:00:00 2026"));

    // Then
    assertThat(replayed)
        .containsExactly(
            "1 2026-11-01T04:59:00Z",
            "2 2026-11-01T05:10:00Z",
            "3 2026-11-01T05:50:00Z",
            "4 2026-11-01T06:10:00Z",
            "5 2026-11-01T06:55:00Z",
            "6 2026-11-01T07:00:00Z");
  }

  @Test
  void shouldNotTakeARecordOutOfOrderForOneOfTheSecondOccurrence() {
    // When
    List<String> replayed =
        replayedInNewYork(
            oneLine(2, "Sun Nov 1 01:30:05 2026"),
            oneLine(1, "Sun Nov 1 01:30:04 2026"),
            oneLine(3, "Sun Nov 1 01:59:40 2026"),
            oneLine(5, "Sun Nov 1 01:00:20 2026"),
            oneLine(4, "Sun Nov 1 01:00:10 2026"));

    // Then
    assertThat(replayed)
        .containsExactly(
            "2 2026-11-01T05:30:05Z",
            "1 2026-11-01T05:30:04Z",
            "3 2026-11-01T05:59:40Z",
            "5 2026-11-01T06:00:20Z",
            "4 2026-11-01T06:00:10Z");
  }

  @Test
  void shouldGiveRecordsThatAreReadAgainTheSameTimes() {
    // Given
    String[] lines = {
      oneLine(413, "Sun Nov 1 01:30:00 2026"),
      oneLine(414, "Sun Nov 1 01:59:40 2026"),
      oneLine(415, "Sun Nov 1 01:00:10 2026"),
      oneLine(416, "Sun Nov 1 02:10:00 2026")
    };
    List<String> twice = new ArrayList<>(List.of(lines));
    twice.addAll(List.of(lines));

    // When
    List<String> replayed = replayedInNewYork(twice.toArray(String[]::new));

    // Then
    assertThat(replayed.subList(0, 4))
        .containsExactly(
            "413 2026-11-01T05:30:00Z",
            "414 2026-11-01T05:59:40Z",
            "415 2026-11-01T06:00:10Z",
            "416 2026-11-01T07:10:00Z");
    assertThat(replayed.subList(4, 8)).isEqualTo(replayed.subList(0, 4));
  }

  /** Msg and receive time of each record of these lines. */
  private List<String> receivedTimes(String... lines) {
    replay.auditLines("hpux042", "lines", List.of(lines));
    replay.close();
    return records.stream().map(one -> one.getMsg() + " " + one.getReceivedAt()).toList();
  }

  @Test
  void shouldReceiveAtTheLatestTimeSoFar() {
    // When
    List<String> received =
        receivedTimes(
            oneLine(1, "Fri Mar 15 07:00:10 2002"),
            oneLine(2, "Fri Mar 15 07:00:05 2002"),
            oneLine(3, "Fri Mar 15 07:00:20 02"),
            oneLine(4, "Fri Mar 15 07:00:30 2002"));

    // Then
    assertThat(received)
        .containsExactly(
            "1 2002-03-15T07:00:10Z",
            "2 2002-03-15T07:00:10Z",
            "3 2002-03-15T07:00:10Z",
            "4 2002-03-15T07:00:30Z");
  }

  @Test
  void shouldNotBeCarriedAwayByOneStampOfTheSameDay() {
    // When
    List<String> received =
        receivedTimes(
            oneLine(409, "Fri Mar 15 07:12:02 2002"),
            oneLine(410, "Fri Mar 15 22:12:10 2002"),
            oneLine(413, "Fri Mar 15 07:14:18 2002"));

    // Then
    assertThat(received)
        .containsExactly(
            "409 2002-03-15T07:12:02Z", "410 2002-03-15T07:12:02Z", "413 2002-03-15T07:14:18Z");
  }

  @Test
  void shouldNotTakeTheLastRecordBeforeAFileReadAgainForASlip() {
    // When
    List<String> received =
        receivedTimes(
            oneLine(409, "Fri Mar 15 07:12:02 2002"),
            oneLine(410, "Fri Mar 15 22:12:10 2002"),
            oneLine(409, "Fri Mar 15 07:12:02 2002"));

    // Then
    assertThat(received)
        .containsExactly(
            "409 2002-03-15T07:12:02Z", "410 2002-03-15T22:12:10Z", "409 2002-03-15T22:12:10Z");
  }

  @Test
  void shouldNotBeCarriedAwayByASlipOfTheClock() {
    // When
    List<String> received =
        receivedTimes(
            oneLine(1, "Fri Mar 15 07:00:10 2002"),
            oneLine(2, "Sat Jan 1 00:00:00 2099"),
            oneLine(3, "Fri Mar 15 07:00:30 2002"));

    // Then
    assertThat(received)
        .containsExactly(
            "1 2002-03-15T07:00:10Z", "2 2002-03-15T07:00:10Z", "3 2002-03-15T07:00:30Z");
    assertThat(records.get(1).getFlags()).isEmpty();
  }

  @Test
  void shouldNotBeCarriedAwayByASlipAtTheEnd() {
    // When
    List<String> received =
        receivedTimes(
            oneLine(1, "Fri Mar 15 07:00:10 2002"), oneLine(2, "Sat Jan 1 00:00:00 2099"));

    // Then
    assertThat(received).containsExactly("1 2002-03-15T07:00:10Z", "2 2002-03-15T07:00:10Z");
    assertThat(records.get(1).getEventTime()).isEqualTo(Instant.parse("2099-01-01T00:00:00Z"));
  }

  @Test
  void shouldFollowAHostThatWasSilentForWeeks() {
    // When
    List<String> received =
        receivedTimes(
            oneLine(1, "Fri Mar 15 07:00:10 2002"),
            oneLine(2, "Fri May 3 07:00:10 2002"),
            oneLine(3, "Sun Sep 1 07:00:10 2002"));

    // Then
    assertThat(received)
        .containsExactly(
            "1 2002-03-15T07:00:10Z", "2 2002-05-03T07:00:10Z", "3 2002-09-01T07:00:10Z");
  }

  @Test
  void shouldKeepTheTimesOfHostsApart() {
    // Given

    // When
    replay.auditLines("a", "lines", List.of(oneLine(1, "Fri Mar 15 07:00:10 2002")));
    replay.auditLines("b", "lines", List.of(oneLine(2, "Thu Mar 14 07:00:10 2002")));
    replay.close();

    // Then
    assertThat(records)
        .extracting(AuditRecord::getReceivedAt)
        .containsExactly(
            Instant.parse("2002-03-15T07:00:10Z"), Instant.parse("2002-03-14T07:00:10Z"));
  }

  @Test
  void shouldReadSyslogFiles(@TempDir Path directory) throws IOException {
    // Given
    Path file =
        write(
            directory,
            "Mar 15 07:14:20 hpux042 ikmpd: Msg: 413" + FROM + "Fri Mar 15 07:14:18 2002",
            "Mar 15 07:14:20 hpux042 ikmpd: Event: MM negotiation timeout, src 15.2.2.2",
            "Mar 15 07:14:21 hpux042 ikmpd: Event: MM negotiation timeout, src 15.2.2.2");

    // When
    replay.syslogFile("collector", file);
    replay.close();

    // Then
    assertThat(records).extracting(AuditRecord::getHost).containsExactly("hpux042", "hpux042");
    assertThat(records)
        .extracting(AuditRecord::getEventTime)
        .containsExactly(
            Instant.parse("2002-03-15T07:14:18Z"), Instant.parse("2002-03-15T07:14:21Z"));
    assertThat(records).extracting(AuditRecord::getLine).containsExactly(1L, 3L);
  }

  @Test
  void shouldPassOverAnOverlongLine(@TempDir Path directory) throws IOException {
    // Given
    Path file = write(directory, "x".repeat(100_000), oneLine(2, "Fri Mar 15 07:00:05 2002"));

    // When
    replay.auditFile("hpux042", file);
    replay.close();

    // Then
    assertThat(rejects).extracting(RejectedInput::getReason).containsExactly("LINE_TOO_LONG");
    assertThat(records).extracting(AuditRecord::getLine).containsExactly(2L);
  }
}
