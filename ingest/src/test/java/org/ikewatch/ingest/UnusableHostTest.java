package org.ikewatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import org.ikewatch.schemas.AuditRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host names in syslog headers that cannot be those of hosts. */
class UnusableHostTest {
  private static final String RECORD =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002 Event: MM negotiation timeout,"
          + " src 192.0.2.9";

  private final RunningIngestor ingestor = RunningIngestor.with(Map.of());

  @AfterEach
  void stop() {
    ingestor.close();
  }

  private void send(String... lines) throws IOException {
    try (Socket socket = new Socket(ingestor.tcp().getAddress(), ingestor.tcp().getPort());
        OutputStream out = socket.getOutputStream()) {
      out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
    }
  }

  private static String bsd(String host) {
    return "<155>Mar 15 07:14:18 " + host + " ikmpd: " + RECORD;
  }

  private static String rfc5424(String host) {
    return "<155>1 2002-03-15T07:14:18Z " + host + " ikmpd - - - " + RECORD;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gw\u00001", "\u0000", "gw\u00011", "gw\u001b[31m", "gw\u007f", "gw\u0085"})
  void shouldTakeTheSenderForTheHostWhereANameHasAControlCharacter(String host) throws IOException {
    // When
    send(bsd(host), rfc5424(host), "<155>Mar 15 07:14:18 Forwarded from " + host + ": " + RECORD);

    // Then
    ingestor.awaitAccounted(3);
    assertThat(ingestor.published().records())
        .extracting(AuditRecord::getHost, AuditRecord::getMsg, AuditRecord::getPeer)
        .containsExactly(
            tuple("127.0.0.1", 413L, "192.0.2.9"),
            tuple("127.0.0.1", 413L, "192.0.2.9"),
            tuple("127.0.0.1", 413L, "192.0.2.9"));
    assertThat(ingestor.meter("unusable_host_messages", "CONTROL_CHARACTER")).isEqualTo(3);
    assertThat(ingestor.meter("unusable_host_messages", "TOO_LONG")).isZero();
  }

  @Test
  void shouldTakeTheSenderForTheHostWhereANameHasMoreThan255Bytes() throws IOException {
    // Given
    String longest = "a".repeat(255);

    // When
    send(rfc5424(longest), rfc5424(longest + "a"), rfc5424("x".repeat(10_000)));

    // Then
    ingestor.awaitAccounted(3);
    assertThat(ingestor.published().records())
        .extracting(AuditRecord::getHost)
        .containsExactly(longest, "127.0.0.1", "127.0.0.1");
    assertThat(ingestor.meter("unusable_host_messages", "TOO_LONG")).isEqualTo(2);
    assertThat(ingestor.meter("unusable_host_messages", "CONTROL_CHARACTER")).isZero();
  }

  @Test
  void shouldStillPairTheLinesOfOneWriterAndOfNoOther() throws IOException {
    // Given
    String header = RECORD.substring(0, RECORD.indexOf(" Event:"));
    String event = "Event: MM negotiation timeout, src 192.0.2.9";

    // When
    send(
        "<155>Mar 15 07:14:18 gw\u00001 ikmpd: " + header,
        "<155>Mar 15 07:14:18 gw\u00002 ikmpd: " + header.replace("413", "7"),
        "<155>Mar 15 07:14:18 gw\u00001 ikmpd: " + event,
        "<155>Mar 15 07:14:18 gw\u00002 ikmpd: " + event.replace("192.0.2.9", "192.0.2.8"));

    // Then
    ingestor.awaitAccounted(4);
    assertThat(ingestor.published().records())
        .extracting(one -> one.getHost() + " " + one.getMsg() + " " + one.getPeer())
        .containsExactly("127.0.0.1 413 192.0.2.9", "127.0.0.1 7 192.0.2.8");
    assertThat(ingestor.meter("unusable_host_messages", "CONTROL_CHARACTER")).isEqualTo(4);
  }

  @Test
  void shouldCountNoHostThatCanBeOne() throws IOException {
    // When
    send(bsd("gw1"), rfc5424("gw1.example.net"), rfc5424("fe80::1%lan0"), rfc5424("-"), RECORD);

    // Then
    ingestor.awaitAccounted(5);
    assertThat(ingestor.published().records())
        .extracting(AuditRecord::getHost)
        .containsExactly("gw1", "gw1.example.net", "fe80::1%lan0", "127.0.0.1", "127.0.0.1");
    assertThat(ingestor.meter("unusable_host_messages")).isZero();
  }
}
