package org.ikewatch.app.allinone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.ikewatch.app.testing.Installation;
import org.ikewatch.app.testing.RunningInstallation;
import org.ikewatch.app.testing.Syslog;
import org.ikewatch.ingest.IngestMetrics.Counts;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.RejectedInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningInstallation.class)
class AbuseIT {
  private static final String SYSLOG = "<155>Mar 15 07:14:20 hpux050 ikmpd: ";
  private static final String RECORD =
      "<155>Mar 15 07:14:20 %s ikmpd: Msg: %d From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 %d"
          + " Event: MM negotiation timeout, src %s";

  private final Installation ikewatch;

  AbuseIT(Installation ikewatch) {
    this.ikewatch = ikewatch;
  }

  @Test
  void shouldAccountForEveryLineOfAbuse() {
    // Given
    Counts before = ikewatch.counts();
    int auditBefore = ikewatch.audit().size();
    int rejectsBefore = ikewatch.rejects().size();

    // When
    tcp(noise(1));
    Syslog.udp(ikewatch.udp(), noise(2));
    tcp("x".repeat(1 << 20) + "\n");
    tcp("\0\0\0\n");
    tcp("a\0b\n");
    tcp(SYSLOG + "Event: found host selector: \u00fc\u00ff\n");
    tcp(wronglyCounted(RECORD.formatted("hpux050", 1, 2002, "15.5.5.1")));
    tcp(RECORD.formatted("hpux050", 2, 2002, "15.5.5.2").substring(0, 60));

    // Then
    ikewatch.awaitAccounted(before.received() + 48);
    assertThat(ikewatch.countsSince(before)).isEqualTo(new Counts(48, 2, 45, 0, 1));
    assertThat(ikewatch.audit()).hasSize(auditBefore + 2);
    assertThat(ikewatch.rejects()).hasSize(rejectsBefore + 45);
    assertThat(ikewatch.auditOf("hpux050"))
        .extracting(AuditRecord::getText, AuditRecord::getFlags)
        .containsExactlyInAnyOrder(
            tuple("MM negotiation timeout, src 15.5.5.1", List.of()),
            tuple("found host selector: \ufffd\ufffd", List.of("HEADER_MISSING", "INVALID_UTF8")));
    assertThat(ikewatch.rejects().stream().collect(groupingBy(it -> it.getReason(), counting())))
        .containsAllEntriesOf(
            Map.of("LINE_TOO_LONG", 1L, "BAD_OCTET_COUNT", 1L, "CONNECTION_CUT", 2L));
    tcp(RECORD.formatted("hpux053", 3, 2002, "15.5.5.9") + "\n");
    ikewatch.awaitSettled("hpux053");
    assertThat(ikewatch.shown("hpux053", "15.5.5.9"))
        .extracting(AbuseIT::told)
        .containsExactly("1 OPEN MM_FAILURE CONFIRMED");
  }

  @Test
  void shouldKeepTheBytesItRejects() {
    // Given
    byte[] nonsense = {'a', 0, 'b', (byte) 0xff};

    // When
    Syslog.udp(ikewatch.udp(), nonsense);

    // Then
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(ikewatch.rejects())
                    .filteredOn(it -> it.getBytes().equals(ByteBuffer.wrap(nonsense)))
                    .extracting(
                        RejectedInput::getSender,
                        RejectedInput::getTransport,
                        RejectedInput::getReason,
                        RejectedInput::getLength)
                    .containsExactly(tuple("127.0.0.1", "UDP", "NOT_AN_AUDIT_RECORD", 4L)));
  }

  @Test
  void shouldFlagADateFarAheadAndGoOn() {
    // Given
    tcp(RECORD.formatted("hpux051", 1, 2099, "15.5.5.3") + "\n");
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    String today = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss", Locale.ENGLISH).format(now);

    // When
    tcp(
        RECORD
                .formatted("hpux051", 2, now.getYear(), "15.5.5.4")
                .replace("Fri Mar 15 07:14:18", today)
            + "\n");
    tcp(RECORD.formatted("hpux052", 3, 2002, "15.5.5.4") + "\n");

    // Then
    ikewatch.awaitSettled("hpux051");
    ikewatch.awaitSettled("hpux052");
    assertThat(ikewatch.auditOf("hpux051"))
        .extracting(AuditRecord::getMsg, AuditRecord::getFlags)
        .contains(tuple(1L, List.of("EVENT_TIME_IN_FUTURE")), tuple(2L, List.of()));
    assertThat(ikewatch.shown("hpux051", "15.5.5.4"))
        .extracting(AbuseIT::told)
        .containsExactly("1 OPEN MM_FAILURE CONFIRMED");
    assertThat(ikewatch.shown("hpux052", "15.5.5.4"))
        .extracting(AbuseIT::told)
        .containsExactly("1 OPEN MM_FAILURE CONFIRMED");
  }

  private static String told(Incident incident) {
    return incident.getRevision()
        + " "
        + incident.getStatus()
        + " "
        + incident.getVerdict()
        + " "
        + incident.getConfidence();
  }

  /** A frame as RFC 6587 has it, then one that says too little. */
  private static String wronglyCounted(String message) {
    return message.length() + " " + message + "30 " + message + "\n";
  }

  private void tcp(String bytes) {
    tcp(bytes.getBytes(ISO_8859_1));
  }

  private void tcp(byte[] bytes) {
    Syslog.tcp(ikewatch.tcp(), bytes);
  }

  /** The same noise each time. */
  private static byte[] noise(long seed) {
    byte[] noise = new byte[4_000];
    new Random(seed).nextBytes(noise);
    return noise;
  }
}
