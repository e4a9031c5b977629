package org.ikewatch.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.listen.relp.RelpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelpTest {
  private final RelpClient client = new RelpClient();
  private RunningIngestor ingestor;

  @BeforeEach
  void start() throws IOException {
    ingestor =
        RunningIngestor.with(
            Map.of("ingest.relp.listen", "127.0.0.1:0", "ingest.line.max", "1KiB"));
    client.connect(ingestor.relp());
    await().until(client::isOpen);
  }

  @AfterEach
  void stop() {
    client.close();
    ingestor.close();
  }

  @Test
  void shouldAcknowledgeWhatIsSafe() {
    // Given

    // When
    IntStream.range(0, 500).mapToObj(Samples::record).forEach(client::send);

    // Then
    await().until(() -> client.unacknowledged().isEmpty());
    ingestor.awaitAccounted(500);
    assertThat(ingestor.published().texts())
        .isEqualTo(IntStream.range(0, 500).mapToObj(Samples::text).toList());
    ingestor.awaitMeter("relp_acknowledged_messages", 500);
  }

  @Test
  void shouldAcknowledgeInWhateverOrderMessagesBecomeSafe() {
    // Given
    ingestor.published().hold();
    IntStream.range(0, 200).mapToObj(Samples::record).forEach(client::send);
    ingestor.awaitAccounted(200);
    List<Receipt> receipts = new ArrayList<>(ingestor.published().takeHeld());
    assertThat(client.unacknowledged()).hasSize(200);
    Collections.shuffle(receipts, new Random(1));

    // When
    receipts.subList(1, 200).parallelStream().forEach(Receipt::settle);

    // Then
    await().until(() -> client.unacknowledged().size() == 1);
    receipts.get(0).settle();
    await().until(() -> client.unacknowledged().isEmpty());
  }

  @Test
  void shouldAcknowledgeARecordOfSeveralMessagesOnceItIsSafe() {
    // Given
    client.send(
        "<155>Mar 15 07:14:20 a ikmpd: Msg: 1 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002");
    ingestor.awaitReceived(1);
    assertThat(client.unacknowledged()).hasSize(1);

    // When
    client.send("<155>Mar 15 07:14:20 a ikmpd: Event: " + Samples.text(1));

    // Then
    await().until(() -> client.unacknowledged().isEmpty());
    assertThat(ingestor.published().texts()).containsExactly(Samples.text(1));
  }

  @Test
  void shouldGetAgainWhatWasNotAcknowledgedBeforeTheConnectionWasCut() throws IOException {
    // Given
    ingestor.published().hold();
    IntStream.range(0, 100).mapToObj(Samples::record).forEach(client::send);
    ingestor.awaitAccounted(100);
    List<Receipt> receipts = ingestor.published().takeHeld();
    receipts.subList(0, 40).forEach(Receipt::settle);
    await().until(() -> client.unacknowledged().size() == 60);

    // When
    client.disconnect();
    ingestor.awaitMeter("open_connections", 0);
    receipts.subList(40, 100).forEach(Receipt::settle);
    client.connect(ingestor.relp());

    // Then
    ingestor.awaitAccounted(160);
    assertThat(client.unacknowledged()).hasSize(60);
    ingestor.published().takeHeld().forEach(Receipt::settle);
    await().until(() -> client.unacknowledged().isEmpty());
  }

  @Test
  void shouldAnswerACloseOnceEverythingIsSafe() throws IOException {
    // Given
    ingestor.published().hold();
    client.send(Samples.record(1));
    ingestor.awaitAccounted(1);

    // When
    client.sendClose();

    // Then
    await().pollDelay(Duration.ofMillis(50)).until(() -> !client.isDisconnected());
    assertThat(client.unacknowledged()).hasSize(1);
    ingestor.published().takeHeld().forEach(Receipt::settle);
    await().until(client::isDisconnected);
    assertThat(client.unacknowledged()).isEmpty();
    assertThat(client.said().subList(1, 4))
        .containsExactly("2 rsp 200 OK", "3 rsp", "0 broken 0 serverclose 0");
  }

  @Test
  void shouldAcknowledgeALineThatIsTooLongOnceItIsRejected() {
    // Given

    // When
    client.send("x".repeat(5_000));
    client.send(Samples.record(1));

    // Then
    await().until(() -> client.unacknowledged().isEmpty());
    assertThat(ingestor.published().reasons()).containsExactly("LINE_TOO_LONG");
    assertThat(ingestor.published().rejects().get(0).getLength()).isEqualTo(5_000);
    assertThat(ingestor.published().rejects().get(0).getTransport()).isEqualTo("RELP");
    assertThat(ingestor.published().texts()).containsExactly(Samples.text(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5 syslog 3 four\n",
        "5 syslog 999999999 a",
        "5 open 14 relp_version=0\n",
        "5 syslog -1 \n"
      })
  void shouldEndTheSessionAtABadFrame(String frame) throws IOException {
    // Given
    client.send(Samples.record(1));
    await().until(() -> client.unacknowledged().isEmpty());

    // When
    client.sendRaw(frame + "\n6 syslog 1 a\n");

    // Then
    await().until(client::isDisconnected);
    assertThat(client.said()).anyMatch(it -> it.startsWith("5 rsp 500 "));
    ingestor.awaitAccounted(2);
    assertThat(ingestor.published().reasons()).containsExactly("BAD_RELP_FRAME");
    assertThat(ingestor.meter("cut_connections", "BAD_FRAME")).isEqualTo(1);
  }

  @Test
  void shouldNotKnowOtherCommandsAndGoOn() throws IOException {
    // Given

    // When
    client.sendRaw("5 starttls 0\n6 syslog 1 \n\n");

    // Then
    await().until(() -> client.said().contains("6 rsp 200 OK"));
    assertThat(client.said()).contains("5 rsp 500 unknown command");
  }

  @Test
  void shouldRefuseWhatComesBeforeTheOpen() throws IOException {
    // Given
    try (var socket = RunningIngestor.connect(ingestor.relp(), "127.0.0.1")) {
      // When
      socket.getOutputStream().write("1 syslog 1 a\n".getBytes(US_ASCII));

      // Then
      String said = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(said).isEqualTo("1 rsp 20 500 open comes first\n0 serverclose 0\n");
    }
  }

  @Test
  void shouldForgetTheFrameThatWasCutOff() throws IOException {
    // Given
    client.sendRaw("5 syslog 20 <155>Mar 15");

    // When
    client.disconnect();

    // Then
    ingestor.awaitMeter("open_connections", 0);
    ingestor.awaitAccounted(0);
    assertThat(ingestor.published().rejects()).isEmpty();
  }

  @Test
  void shouldEndInGoodOrderWhenItCloses() {
    // Given
    IntStream.range(0, 100).mapToObj(Samples::record).forEach(client::send);
    ingestor.awaitReceived(100);

    // When
    ingestor.close();

    // Then
    await().until(client::isDisconnected);
    assertThat(client.unacknowledged()).isEmpty();
    assertThat(client.said()).last().isEqualTo("0 broken 0 serverclose 0");
  }
}
