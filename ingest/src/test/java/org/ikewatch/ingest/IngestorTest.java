package org.ikewatch.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.listen.BindException;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.HostProfile;
import org.ikewatch.schemas.RejectedInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestorTest {
  private static final Instant NOW = Instant.parse("2002-03-15T12:14:30Z");
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
  private static final String TEXT = "MM negotiation timeout, src 15.2.2.2";
  private static final String GOOD = "<155>Mar 15 07:14:20 ikmpd: " + HEADER + " Event: " + TEXT;

  private final IngestMetrics metrics = new IngestMetrics(new SimpleMeterRegistry());
  private final RecordingPublisher published = new RecordingPublisher(metrics);
  private final HostDirectory directory =
      HostDirectory.of(
          HostDefaults.UTC,
          List.of(
              new HostProfile(
                  "hpux042", List.of("127.0.0.1", "15.1.1.42"), "America/New_York", "A.02", null)));
  private Ingestor ingestor;

  @BeforeEach
  void start() {
    ingestor =
        Ingestor.start(
            config("127.0.0.1:0"),
            () -> directory,
            published,
            metrics,
            Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), NOW)));
  }

  @AfterEach
  void stop() {
    ingestor.close();
  }

  private static IngestConfig config(String tcp) {
    return IngestConfig.from(
        Map.of(
            "kafka.bootstrap.servers", "unused:9092",
            "ingest.udp.listen", "127.0.0.1:0",
            "ingest.tcp.listen", tcp));
  }

  private void sendTcp(byte[]... writes) throws IOException {
    try (Socket socket =
            new Socket(ingestor.tcpAddress().getAddress(), ingestor.tcpAddress().getPort());
        OutputStream out = socket.getOutputStream()) {
      for (byte[] write : writes) {
        out.write(write);
        out.flush();
      }
    }
  }

  private void sendTcp(String... lines) throws IOException {
    sendTcp(String.join("", lines).getBytes(ISO_8859_1));
  }

  private void sendUdp(byte[]... datagrams) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (byte[] datagram : datagrams) {
        socket.send(new DatagramPacket(datagram, datagram.length, ingestor.udpAddress()));
      }
    }
  }

  private void awaitReceived(long received) {
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> ingestor.counts().received() == received);
  }

  private void awaitAccounted(long received) {
    await()
        .untilAsserted(
            () -> {
              assertThat(ingestor.counts().received()).isEqualTo(received);
              assertThat(ingestor.counts().pending()).isZero();
            });
  }

  private static AuditRecord only(List<AuditRecord> records) {
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  @Test
  void shouldPublishADatagram() throws IOException {
    // Given

    // When
    sendUdp(GOOD.getBytes(ISO_8859_1));

    // Then
    awaitAccounted(1);
    AuditRecord got = only(published.records());
    assertThat(got.getHost()).isEqualTo("hpux042");
    assertThat(got.getSender()).isEqualTo("127.0.0.1");
    assertThat(got.getProduct()).isEqualTo("A.02");
    assertThat(got.getReceivedAt()).isBetween(NOW, NOW.plusSeconds(60));
    assertThat(got.getEventTime()).isEqualTo(Instant.parse("2002-03-15T12:14:18Z"));
    assertThat(got.getSignal()).isEqualTo("MM_TIMEOUT");
    assertThat(got.getPeer()).isEqualTo("15.2.2.2");
    assertThat(got.getMsg()).isEqualTo(413);
    assertThat(got.getFlags()).isEmpty();
  }

  @Test
  void shouldJoinTheDatagramsOfOneRecord() throws IOException {
    // Given
    String stamp = "<155>Mar 15 07:14:20 ikmpd: ";

    // When
    sendUdp((stamp + HEADER).getBytes(ISO_8859_1), (stamp + "Event: " + TEXT).getBytes(ISO_8859_1));

    // Then
    awaitAccounted(2);
    assertThat(published.texts()).containsExactly(TEXT);
  }

  @Test
  void shouldReadTheLinesOfOneDatagram() throws IOException {
    // Given
    String datagram = "<155>Mar 15 07:14:20 ikmpd: " + HEADER + "\r\nEvent: " + TEXT + "\r\n";

    // When
    sendUdp(datagram.getBytes(ISO_8859_1));

    // Then
    awaitAccounted(2);
    assertThat(published.texts()).containsExactly(TEXT);
  }

  @Test
  void shouldNotTakeTheHostItselfForThePeer() throws IOException {
    // Given

    // When
    sendTcp(HEADER, " Event: MM negotiation timeout, src 15.1.1.42\n");

    // Then
    awaitAccounted(1);
    assertThat(only(published.records()).getPeer()).isNull();
    assertThat(only(published.records()).getLocal()).isEqualTo("15.1.1.42");
  }

  @Test
  void shouldUseTheStampWhereTheHeaderIsLost() throws IOException {
    // Given

    // When
    sendTcp("<155>Mar 15 07:14:20 ikmpd: Event: " + TEXT + "\n");

    // Then
    awaitAccounted(1);
    AuditRecord got = only(published.records());
    assertThat(got.getEventTime()).isEqualTo(Instant.parse("2002-03-15T12:14:20Z"));
    assertThat(got.getFlags()).containsExactly("HEADER_MISSING");
  }

  @Test
  void shouldSurviveRandomBytes() throws IOException {
    // Given
    byte[] noise = new byte[4000];
    new Random(7).nextBytes(noise);

    // When
    sendUdp(noise, GOOD.getBytes(ISO_8859_1));
    sendTcp(noise);
    sendTcp(GOOD + "\n");

    // Then
    await().until(() -> published.records().size() == 2 && ingestor.counts().pending() == 0);
    assertThat(published.texts()).containsExactly(TEXT, TEXT);
    assertThat(published.reasons()).contains("NOT_AN_AUDIT_RECORD");
  }

  @Test
  void shouldRejectALineThatIsTooLongAndGoOn() throws IOException {
    // Given
    String line = "x".repeat(1024 * 1024);

    // When
    sendTcp(line, "\n", GOOD, "\n");

    // Then
    awaitAccounted(2);
    RejectedInput rejected = published.rejects().get(0);
    assertThat(rejected.getReason()).isEqualTo("LINE_TOO_LONG");
    assertThat(rejected.getLength()).isEqualTo(1024 * 1024);
    assertThat(rejected.getBytes().remaining()).isEqualTo(4096);
    assertThat(published.texts()).containsExactly(TEXT);
  }

  @Test
  void shouldTolerateNuls() throws IOException {
    // Given

    // When
    sendTcp("\0\0\0\n", GOOD + "\0\n", "a\0b\n");

    // Then
    awaitAccounted(3);
    assertThat(published.texts()).containsExactly(TEXT);
    assertThat(published.reasons()).containsExactly("NOT_AN_AUDIT_RECORD");
  }

  @Test
  void shouldFlagInvalidUtf8() throws IOException {
    // Given

    // When
    sendTcp(HEADER + " Event: found host selector: \u00fc\u00ff\n");

    // Then
    awaitAccounted(1);
    assertThat(only(published.records()).getFlags()).containsExactly("INVALID_UTF8");
  }

  @Test
  void shouldRecoverFromAWrongOctetCount() throws IOException {
    // Given
    String frame = GOOD.length() + " " + GOOD;

    // When
    sendTcp(frame, "30 " + GOOD + "\n", frame);

    // Then
    awaitAccounted(4);
    assertThat(published.texts()).containsExactly(TEXT, TEXT);
    assertThat(published.reasons()).containsExactly("NOT_AN_AUDIT_RECORD", "BAD_OCTET_COUNT");
  }

  @Test
  void shouldSayWhatACutConnectionLeft() throws IOException {
    // Given

    // When
    sendTcp(GOOD + "\n", GOOD.substring(0, 60));
    sendTcp(GOOD);

    // Then
    awaitAccounted(3);
    assertThat(published.texts()).containsExactly(TEXT, TEXT);
    assertThat(published.reasons()).containsExactly("CONNECTION_CUT");
    assertThat(published.records())
        .extracting(AuditRecord::getFlags)
        .containsExactlyInAnyOrder(List.of(), List.of("TRUNCATED"));
  }

  @Test
  void shouldFlagADateFarAhead() throws IOException {
    // Given
    String ahead = GOOD.replace("2002", "2099");

    // When
    sendTcp(ahead + "\n", GOOD + "\n");

    // Then
    awaitAccounted(2);
    assertThat(published.records())
        .extracting(AuditRecord::getFlags)
        .containsExactly(List.of("EVENT_TIME_IN_FUTURE"), List.of());
  }

  @Test
  void shouldKeepTheProgramsOfOneHostApart() throws IOException {
    // Given
    String stamp = "<13>Mar 15 07:14:20 hpux7 ";

    // When
    sendTcp(
        stamp + "ikmpd: " + HEADER + "\n",
        stamp + "sshd[12]: Accepted publickey for root\n",
        stamp + "ikmpd: Event: " + TEXT + "\n");

    // Then
    awaitAccounted(3);
    AuditRecord got = only(published.records());
    assertThat(got.getHost()).isEqualTo("hpux7");
    assertThat(got.getFlags()).isEmpty();
  }

  @Test
  void shouldJoinTheConnectionsOfOneRecord() throws IOException {
    // Given
    String stamp = "<155>Mar 15 07:14:20 ikmpd: ";

    // When
    sendTcp(stamp + HEADER + "\n");
    await().until(() -> ingestor.counts().received() == 1);
    sendTcp(stamp + "Event: " + TEXT + "\n");

    // Then
    awaitAccounted(2);
    assertThat(published.texts()).containsExactly(TEXT);
    assertThat(only(published.records()).getFlags()).isEmpty();
  }

  @Test
  void shouldJoinRecordsThatComeOverAConnectionALine() throws IOException {
    // Given
    int many = 20;

    // When each line has arrived before the next connection is made, as between two commands
    for (int i = 0; i < many; i++) {
      sendTcp(HEADER + "\n");
      awaitReceived(2L * i + 1);
      sendTcp("Event: " + TEXT + "\n");
      awaitReceived(2L * i + 2);
    }

    // Then
    awaitAccounted(2L * many);
    assertThat(published.records()).hasSize(many);
    assertThat(published.records())
        .allSatisfy(
            one -> assertThat(one.getFlags()).doesNotContain("EVENT_MISSING", "HEADER_MISSING"));
  }

  @Test
  void shouldFlagAHeaderWhoseConnectionEndedInTheEvent() throws IOException {
    // Given

    // When
    sendTcp(HEADER + "\nEvent: MM negotiation timeo");

    // Then
    awaitAccounted(2);
    assertThat(published.reasons()).containsExactly("CONNECTION_CUT");
    assertThat(only(published.records()).getFlags()).containsExactly("EVENT_MISSING");
  }

  @Test
  void shouldLetGoWhatAnEndedConnectionLeft() throws IOException {
    // Given

    // When
    sendTcp("Event: " + TEXT + "\n");

    // Then
    awaitAccounted(1);
    assertThat(only(published.records()).getFlags()).containsExactly("HEADER_MISSING");
  }

  @Test
  void shouldIgnoreBlankLinesAloud() throws IOException {
    // Given

    // When
    sendTcp("\n", "------ Report ------\n", GOOD + "\n");

    // Then
    awaitAccounted(3);
    assertThat(ingestor.counts().ignored()).isEqualTo(2);
  }

  @Test
  void shouldHandOnWhatItHoldsWhenItCloses() throws IOException {
    // Given
    sendUdp((HEADER + " Event: nobody knows this").getBytes(ISO_8859_1));
    await().until(() -> ingestor.counts().received() == 1);

    // When
    ingestor.close();

    // Then
    assertThat(published.texts()).containsExactly("nobody knows this");
    assertThat(published.isClosed()).isTrue();
  }

  @Test
  void shouldNameTheAddressThatIsTaken() {
    // Given
    String taken = "127.0.0.1:" + ingestor.tcpAddress().getPort();
    RecordingPublisher unused = new RecordingPublisher(metrics);

    // When

    // Then
    assertThatThrownBy(
            () ->
                Ingestor.start(config(taken), () -> directory, unused, metrics, Clock.systemUTC()))
        .isInstanceOf(BindException.class)
        .hasMessageContaining(taken)
        .hasMessageContaining("ingest.tcp.listen");
    assertThat(unused.isClosed()).isTrue();
  }
}
