package org.ikewatch.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ikewatch.ingest.listen.relp.RelpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private RunningIngestor ingestor;

  @AfterEach
  void stop() {
    ingestor.close();
  }

  private void start(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ingest.udp.listen", "0.0.0.0:0");
    settings.put("ingest.tcp.listen", "0.0.0.0:0");
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    ingestor = RunningIngestor.with(settings);
  }

  private Socket connect(String from) throws IOException {
    return RunningIngestor.connect(RunningIngestor.loopback(ingestor.tcp().getPort()), from);
  }

  private static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private void datagram(String from, int number) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
      byte[] bytes = Samples.record(number).getBytes(ISO_8859_1);
      socket.send(
          new DatagramPacket(
              bytes, bytes.length, RunningIngestor.loopback(ingestor.udp().getPort())));
    }
  }

  private static String records(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append(Samples.record(i)).append('\n');
    }
    return lines.toString();
  }

  /** Whether the other end has closed this connection, in order or not. */
  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void shouldTakeNothingFromOutsideTheAllowedNetworks() throws IOException {
    // Given
    start("ingest.senders.allowed", "127.0.1.0/24, ::1");

    // When
    try (Socket outside = connect("127.0.2.1");
        Socket inside = connect("127.0.1.7")) {
      datagram("127.0.2.1", 1);
      datagram("127.0.1.7", 2);
      write(inside, records(3, 4));

      // Then
      assertThat(isClosed(outside)).isTrue();
      ingestor.awaitAccounted(3);
    }
    assertThat(ingestor.published().texts())
        .containsExactlyInAnyOrder(Samples.text(2), Samples.text(3));
    assertThat(ingestor.counts().dropped()).isEqualTo(1);
    assertThat(ingestor.meter("dropped_lines", "SENDER_NOT_ALLOWED")).isEqualTo(1);
    assertThat(ingestor.meter("refused_connections", "SENDER_NOT_ALLOWED")).isEqualTo(1);
  }

  @Test
  void shouldRefuseConnectionsBeyondTheMostOfAll() throws IOException {
    // Given
    start("ingest.connections.max", "2", "ingest.connections.sender.max", "2");
    try (Socket first = connect("127.0.0.1");
        Socket second = connect("127.0.0.2")) {
      ingestor.awaitMeter("open_connections", 2);

      // When
      try (Socket third = connect("127.0.0.3")) {
        // Then
        assertThat(isClosed(third)).isTrue();
      }
      assertThat(ingestor.meter("refused_connections", "CONNECTIONS_MAX")).isEqualTo(1);
      write(first, records(1, 2));
      write(second, records(2, 3));
      ingestor.awaitAccounted(2);
    }
    ingestor.awaitMeter("open_connections", 0);
    try (Socket later = connect("127.0.0.3")) {
      write(later, records(3, 4));
      ingestor.awaitAccounted(3);
    }
  }

  @Test
  void shouldRefuseConnectionsBeyondTheMostOfOneSender() throws IOException {
    // Given
    start("ingest.connections.sender.max", "1");
    try (Socket first = connect("127.0.0.1")) {
      ingestor.awaitMeter("open_connections", 1);

      // When
      try (Socket second = connect("127.0.0.1");
          Socket other = connect("127.0.0.2")) {
        // Then
        assertThat(isClosed(second)).isTrue();
        write(first, records(1, 2));
        write(other, records(2, 3));
        ingestor.awaitAccounted(2);
      }
    }
    assertThat(ingestor.meter("refused_connections", "CONNECTIONS_SENDER_MAX")).isEqualTo(1);
  }

  @Test
  void shouldEndAConnectionThatIsIdle() throws IOException {
    // Given
    start("ingest.idle.timeout", "200ms");

    // When
    try (Socket socket = connect("127.0.0.1")) {
      write(socket, records(1, 2));

      // Then
      assertThat(isClosed(socket)).isTrue();
    }
    ingestor.awaitAccounted(1);
    assertThat(ingestor.meter("cut_connections", "IDLE")).isEqualTo(1);
  }

  @Test
  void shouldNotTakeAPauseOfOursForIdleness() throws IOException {
    // Given
    start("ingest.idle.timeout", "400ms", "ingest.sender.rate", "10");

    // When
    try (Socket socket = connect("127.0.0.1")) {
      write(socket, records(0, 70));

      // Then
      ingestor.awaitAccounted(70);
    }
  }

  @Test
  void shouldEndAConnectionThatIsTooLongOverOneLine() throws IOException {
    // Given
    start("ingest.line.timeout", "400ms");

    // When
    try (Socket slow = connect("127.0.0.1");
        Socket other = connect("127.0.0.2")) {
      write(other, records(1, 2));
      boolean cut = false;
      for (int i = 0; i < 2_000 && !cut; i++) {
        cut = !trickle(slow);
        await().pollDelay(Duration.ofMillis(10)).until(() -> true);
      }

      // Then
      assertThat(cut).isTrue();
      write(other, records(2, 3));
      ingestor.awaitAccounted(3);
    }
    assertThat(ingestor.published().reasons()).containsExactly("CONNECTION_CUT");
    assertThat(ingestor.meter("cut_connections", "LINE_TIMEOUT")).isEqualTo(1);
  }

  /** Sends one octet more; says whether the connection still took it. */
  private static boolean trickle(Socket socket) {
    try {
      write(socket, "x");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void shouldNotMindALineThatTakesLongBecauseTheBrokerDoes() throws IOException {
    // Given
    start("ingest.line.timeout", "200ms");
    try (Socket socket = connect("127.0.0.1")) {
      String record = Samples.record(2);
      write(socket, records(0, 2) + record.substring(0, 50));
      ingestor.awaitReceived(2);
      ingestor.published().block();
      write(socket, record.substring(50) + "\n" + record.substring(0, 50));
      await().until(() -> ingestor.published().waiting() == 1);

      // When
      await().pollDelay(Duration.ofMillis(600)).until(() -> true);
      write(socket, record.substring(50) + "\n");
      ingestor.published().unblock();

      // Then
      ingestor.awaitAccounted(4);
    }
    assertThat(ingestor.published().records()).hasSize(4);
  }

  @Test
  void shouldSlowAStreamDownToTheRateOfItsSender() throws IOException {
    // Given
    start("ingest.sender.rate", "1000");
    long start = System.nanoTime();

    // When
    try (Socket fast = connect("127.0.0.1")) {
      write(fast, records(0, 8_000));
    }
    try (Socket other = connect("127.0.0.2")) {
      write(other, records(8_000, 8_001));
      await().until(() -> ingestor.published().texts().contains(Samples.text(8_000)));
    }

    // Then
    // 5000 lines may come at once, and the last read may go beyond; the others take their time.
    ingestor.awaitAccounted(8_001);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(ingestor.counts().published()).isEqualTo(8_001);
  }

  @Test
  void shouldDropDatagramsBeyondTheRateOfTheirSender() throws IOException {
    // Given
    start("ingest.sender.rate", "2", "ingest.udp.sockets", "2");

    // When
    for (int i = 0; i < 500; i++) {
      datagram("127.0.0.1", i);
    }
    datagram("127.0.0.2", 500);

    // Then
    ingestor.awaitAccounted(501);
    assertThat(ingestor.published().texts()).contains(Samples.text(0), Samples.text(500));
    assertThat(ingestor.meter("dropped_lines", "RATE_LIMITED"))
        .isEqualTo((double) ingestor.counts().dropped())
        .isBetween(300.0, 490.0);
  }

  @Test
  void shouldSlowRelpDownWithoutLoss() throws IOException {
    // Given
    start("ingest.sender.rate", "100", "ingest.relp.listen", "127.0.0.1:0");

    // When
    try (RelpClient client = new RelpClient()) {
      client.connect(ingestor.relp());
      for (int i = 0; i < 600; i++) {
        client.send(Samples.record(i));
      }

      // Then
      await().atMost(Duration.ofSeconds(30)).until(() -> client.unacknowledged().isEmpty());
    }
    assertThat(ingestor.published().records()).hasSize(600);
  }

  @Test
  void shouldEndConnectionsWhoseUnfinishedLinesTakeTooMuch() throws IOException {
    // Given
    start(
        "ingest.unfinished.max", "100KiB",
        "ingest.connections.max", "50",
        "ingest.connections.sender.max", "50");
    Socket[] greedy = new Socket[10];
    String half = "x".repeat(30_000);

    // When
    for (int i = 0; i < greedy.length; i++) {
      greedy[i] = connect("127.0.0.1");
      write(greedy[i], half);
    }

    // Then
    ingestor.awaitMeter("cut_connections", "UNFINISHED_MAX", 7);
    try (Socket modest = connect("127.0.0.2")) {
      write(modest, Samples.record(1).substring(0, 60));
      write(modest, Samples.record(1).substring(60) + "\n");
      await().until(() -> ingestor.published().texts().contains(Samples.text(1)));
    }
    for (Socket socket : Arrays.asList(greedy)) {
      socket.close();
    }
    ingestor.awaitAccounted(11);
  }
}
