package org.ikewatch.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.ikewatch.ingest.listen.BindException;
import org.ikewatch.schemas.RejectedInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UdpTest {
  private RunningIngestor ingestor;

  private void start(Map<String, String> settings) {
    ingestor = RunningIngestor.with(settings);
  }

  @AfterEach
  void stop() {
    ingestor.close();
  }

  private void send(String from, String message) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
      byte[] bytes = message.getBytes(ISO_8859_1);
      socket.send(new DatagramPacket(bytes, bytes.length, ingestor.udp()));
    }
  }

  /** As logger(1) does for each line: from another port. */
  @Test
  void shouldKeepTheDatagramsOfOneSenderInOrderWhateverPortTheyComeFrom() throws IOException {
    // Given
    start(Map.of("ingest.udp.sockets", "4"));

    // When
    for (int i = 0; i < 1_000; i++) {
      send("127.0.0.1", Samples.record(i));
    }

    // Then
    ingestor.awaitAccounted(1_000);
    assertThat(ingestor.published().texts())
        .isEqualTo(IntStream.range(0, 1_000).mapToObj(Samples::text).toList());
  }

  @Test
  void shouldSpreadSendersOverTheSockets() throws IOException {
    // Given
    assumeThat(Epoll.isAvailable()).isTrue();
    start(Map.of("ingest.udp.sockets", "2"));
    ingestor.published().block();

    // When
    for (int i = 1; i <= 40; i++) {
      send("127.0.0." + i, Samples.record(i));
    }

    // Then
    await().until(() -> ingestor.published().waiting() == 2);
    ingestor.published().unblock();
    ingestor.awaitAccounted(40);
  }

  @Test
  void shouldReadTheLargestDatagramsAmongSmallOnes() throws IOException {
    // Given
    start(Map.of("ingest.reject.max", "64KiB"));
    String largest = "x".repeat(65_507);

    // When
    for (int i = 0; i < 20; i++) {
      send("127.0.0.1", Samples.record(i));
      send("127.0.0.1", largest);
      ingestor.awaitAccounted(2L * (i + 1));
    }

    // Then
    assertThat(ingestor.published().records()).hasSize(20);
    assertThat(ingestor.published().rejects())
        .hasSize(20)
        .extracting(RejectedInput::getLength)
        .containsOnly(65_507L);
  }

  @Test
  void shouldCountWhatTheKernelDrops() throws IOException {
    // Given
    assumeThat(Path.of("/proc/net/udp")).isReadable();
    start(
        Map.of(
            "ingest.udp.buffer", "4KiB", "ingest.udp.queue", "64KiB", "ingest.udp.sockets", "1"));
    ingestor.published().block();

    // When
    for (int i = 0; i < 2_000; i++) {
      send("127.0.0.1", Samples.record(i));
    }

    // Then
    await().until(() -> ingestor.meter("udp_overflow_datagrams") > 900);
    ingestor.published().unblock();
    await()
        .untilAsserted(
            () -> {
              assertThat(ingestor.counts().received() + ingestor.meter("udp_overflow_datagrams"))
                  .isEqualTo(2_000);
              assertThat(ingestor.counts().pending()).isZero();
            });
  }

  @Test
  void shouldKeepABurstWhileTheBrokerTakesItsTime() throws IOException {
    // Given
    start(Map.of("ingest.udp.buffer", "4KiB", "ingest.udp.sockets", "1"));
    ingestor.published().block();
    for (int i = 0; i < 1_000; i++) {
      send("127.0.0.1", Samples.record(i));
      long sent = i + 1L;
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> ingestor.meter("udp_waiting_datagrams") == sent);
    }

    // When
    ingestor.published().unblock();

    // Then
    ingestor.awaitAccounted(1_000);
    assertThat(ingestor.meter("udp_overflow_datagrams")).isZero();
    assertThat(ingestor.published().texts())
        .isEqualTo(IntStream.range(0, 1_000).mapToObj(Samples::text).toList());
  }

  @Test
  void shouldNotShareAPortWithAnotherIngestor() {
    // Given
    start(Map.of());
    String taken = "127.0.0.1:" + ingestor.udp().getPort();

    // When

    // Then
    assertThatThrownBy(() -> RunningIngestor.with(Map.of("ingest.udp.listen", taken)))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("ingest.udp.listen")
        .hasMessageContaining(taken);
  }

  @Test
  void shouldTakeBothVersionsOfIpOverOneSocket() throws IOException {
    // Given
    assumeThat(Files.exists(Path.of("/proc/net/if_inet6"))).isTrue();
    start(Map.of("ingest.udp.listen", "[::]:0"));
    int port = ingestor.udp().getPort();

    // When
    for (String loopback : new String[] {"127.0.0.1", "::1"}) {
      try (DatagramSocket socket = new DatagramSocket()) {
        byte[] bytes = Samples.record(1).getBytes(ISO_8859_1);
        socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(loopback, port)));
      }
    }

    // Then
    ingestor.awaitAccounted(2);
    assertThat(ingestor.published().records())
        .extracting(it -> it.getSender())
        .containsExactlyInAnyOrder("127.0.0.1", "::1");
  }
}
