package org.ikewatch.ingest.listen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Clock;
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

/** The way of machines without Linux's epoll. */
class UdpListenerTest {
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

  private Surroundings surroundings() {
    IngestConfig config =
        IngestConfig.from(
            Map.of(
                "kafka.bootstrap.servers", "unused:9092",
                "ingest.udp.listen", "127.0.0.1:0",
                "ingest.udp.sockets", "4"));
    Clock clock = Clock.systemUTC();
    Intakes intakes =
        new Intakes(
            CatalogueLoader.standard(),
            () -> HostDirectory.empty(HostDefaults.UTC),
            new IntakeSettings(new Hold(200, 5_000), 100, 4_096),
            new Rejects());
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ListenMetrics metrics = new ListenMetrics(new IngestMetrics(meters), meters);
    Limits limits = config.listen().limits();
    return new Surroundings(
        config,
        intakes,
        metrics,
        new Admission(limits, metrics, clock),
        new SenderRates(0, clock),
        new HeldBytes(limits.maxUnfinishedBytes()),
        new ReadBuffers(),
        clock);
  }

  @Test
  void shouldReceiveOverJavasOwnSocket() throws IOException {
    // Given
    try (UdpListener listener = UdpListener.bind(UdpSockets.NIO, surroundings());
        DatagramSocket sender = new DatagramSocket()) {
      // When
      listener.read();
      for (String message : List.of("<13>a: one", "<13>a: two")) {
        byte[] bytes = message.getBytes(ISO_8859_1);
        sender.send(new DatagramPacket(bytes, bytes.length, listener.address()));
      }

      // Then
      await().until(() -> rejected.size() == 2);
      assertThat(listener.sockets()).hasSize(1);
    }
    assertThat(rejected).containsExactly("<13>a: one", "<13>a: two");
  }
}
