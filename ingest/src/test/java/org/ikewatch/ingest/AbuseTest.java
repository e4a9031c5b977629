package org.ikewatch.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Memory that must not grow with what is done to us. */
class AbuseTest {
  private static final long MIB = 1024 * 1024;

  private final List<Socket> sockets = new ArrayList<>();
  private RunningIngestor ingestor;

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    ingestor.close();
  }

  private Socket connect(InetSocketAddress server) throws IOException {
    Socket socket = RunningIngestor.connect(server, "127.0.0.1");
    sockets.add(socket);
    return socket;
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // Cut off for what it does; that is as it should be.
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** What is in use after a collection, of the heap and of Netty's buffers. */
  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    var buffers = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + buffers.usedHeapMemory()
        + buffers.usedDirectMemory();
  }

  private void assertGrownByLessThan(long bytes, long before) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(used() - before).isLessThan(bytes));
  }

  /** 2000 times 60 KB would be 120 MB. */
  @Test
  void shouldHoldABoundedPartOfUnfinishedLines() throws IOException {
    // Given
    ingestor =
        RunningIngestor.with(
            Map.of(
                "ingest.connections.max", "3000",
                "ingest.connections.sender.max", "3000",
                "ingest.unfinished.max", "4MiB"));
    byte[] half = bytes("x".repeat(60_000));
    long before = used();

    // When
    for (int i = 0; i < 2_000; i++) {
      write(connect(ingestor.tcp()), half);
    }

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                ingestor.meter("accepted_connections") == 2_000
                    && ingestor.meter("open_connections") < 200);
    assertGrownByLessThan(40 * MIB, before);
  }

  /** 2000 times 1 MB would be 2 GB. */
  @Test
  void shouldNotBelieveAnnouncedLengths() throws IOException {
    // Given
    ingestor =
        RunningIngestor.with(
            Map.of("ingest.relp.listen", "127.0.0.1:0", "ingest.connections.sender.max", "5000"));
    long before = used();

    // When
    for (int i = 0; i < 2_000; i++) {
      write(connect(ingestor.relp()), bytes("1 open 14 relp_version=0\n2 syslog 1000000 x"));
      write(connect(ingestor.tcp()), bytes("1000000 <13>x"));
    }

    // Then
    ingestor.awaitMeter("open_connections", 4_000);
    assertGrownByLessThan(100 * MIB, before);
  }

  @Test
  void shouldCloseAtOnceWhatIsBeyondTheMostConnections() throws IOException {
    // Given
    ingestor =
        RunningIngestor.with(
            Map.of("ingest.connections.max", "100", "ingest.connections.sender.max", "100"));
    long before = used();

    // When
    for (int i = 0; i < 3_000; i++) {
      write(connect(ingestor.tcp()), bytes("<13>x"));
    }

    // Then
    ingestor.awaitMeter("refused_connections", 2_900);
    ingestor.awaitMeter("open_connections", 100);
    assertGrownByLessThan(20 * MIB, before);
  }

  @Test
  void shouldStopReadingWhoDoesNotReadItsAcknowledgements() throws Exception {
    // Given
    ingestor =
        RunningIngestor.with(
            Map.of("ingest.relp.listen", "127.0.0.1:0", "ingest.idle.timeout", "6s"));
    long before = used();

    // When
    flood(3_000_000, "0");

    // Then
    awaitStandstill();
    assertThat(ingestor.counts().received()).isLessThan(3_000_000);
    assertGrownByLessThan(40 * MIB, before);
    ingestor.awaitMeter("cut_connections", "IDLE", 1);
  }

  @Test
  void shouldStopReadingWhereTooMuchIsNotSafe() throws Exception {
    // Given
    ingestor = RunningIngestor.with(Map.of("ingest.relp.listen", "127.0.0.1:0"));
    ingestor.published().hold();
    long before = used();

    // When
    flood(200_000, "5 <13>x");

    // Then
    await().until(() -> ingestor.counts().received() >= 4_096);
    awaitStandstill();
    assertThat(ingestor.counts().received()).isLessThan(20_000);
    assertGrownByLessThan(40 * MIB, before);
  }

  /** Sends so many messages over RELP, as fast as it can, and reads nothing. */
  private void flood(int messages, String message) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(ingestor.relp());
    sockets.add(socket);
    Thread sender =
        new Thread(
            () -> {
              try {
                OutputStream out = new BufferedOutputStream(socket.getOutputStream());
                out.write(bytes("1 open 14 relp_version=0\n"));
                for (int i = 2; i < messages + 2; i++) {
                  out.write(bytes(i + " syslog " + message + "\n"));
                }
              } catch (IOException e) {
                // The test is over.
              }
            },
            "flood");
    sender.setDaemon(true);
    sender.start();
  }

  private void awaitStandstill() {
    long[] last = {-1};
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              long now = ingestor.counts().received();
              boolean still = now == last[0];
              last[0] = now;
              return still;
            });
  }
}
