package org.ikewatch.ingest.listen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.Hold;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.intake.IntakeOutput;
import org.ikewatch.ingest.intake.IntakeSettings;
import org.ikewatch.ingest.intake.Intakes;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.ingest.intake.RecordOutput;
import org.ikewatch.schemas.RejectedInput;
import org.junit.jupiter.api.Test;

class ListenersTest {
  private final List<String> rejected = new CopyOnWriteArrayList<>();

  private final class Rejects implements IntakeOutput {
    @Override
    public void received(int lines) {}

    @Override
    public RecordOutput recordsOf(Origin origin) {
      return assembled -> {};
    }

    @Override
    public void rejected(RejectedInput input, Receipt receipt) {
      rejected.add(new String(input.getBytes().array(), ISO_8859_1));
    }

    @Override
    public void ignored(IgnoreReason reason, Receipt receipt) {}
  }

  private Listeners bind() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    return Listeners.bind(
        IngestConfig.from(
            Map.of(
                "kafka.bootstrap.servers", "unused:9092",
                "ingest.udp.listen", "127.0.0.1:0",
                "ingest.tcp.listen", "127.0.0.1:0")),
        new Intakes(
            CatalogueLoader.standard(),
            () -> HostDirectory.empty(HostDefaults.UTC),
            new IntakeSettings(new Hold(200, 5_000), 100, 4_096),
            new Rejects()),
        new IngestMetrics(meters),
        meters,
        Clock.systemUTC());
  }

  private static void sendUdp(InetSocketAddress to, String message) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = message.getBytes(ISO_8859_1);
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    }
  }

  private static void sendTcp(InetSocketAddress to, String message) throws IOException {
    try (Socket socket = new Socket(to.getAddress(), to.getPort())) {
      socket.getOutputStream().write((message + "\n").getBytes(ISO_8859_1));
    }
  }

  @Test
  void shouldReadWhatCameBeforeItBegan() throws IOException {
    // Given
    try (Listeners listeners = bind()) {
      sendUdp(listeners.udp(), "<13>a: by UDP");
      sendTcp(listeners.stream(StreamTransport.TCP), "<13>a: by TCP");
      await().during(Duration.ofMillis(500)).until(rejected::isEmpty);

      // When
      listeners.read();

      // Then
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(rejected).containsExactlyInAnyOrder("<13>a: by UDP", "<13>a: by TCP"));
      sendUdp(listeners.udp(), "<13>a: later");
      await().atMost(Duration.ofMinutes(1)).until(() -> rejected.contains("<13>a: later"));
    }
  }
}
