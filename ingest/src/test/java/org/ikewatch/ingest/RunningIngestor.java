package org.ikewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;

/** An ingestor on free ports of the loopback, whose records go nowhere but here. */
final class RunningIngestor implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final IngestMetrics metrics = new IngestMetrics(meters);
  private final RecordingPublisher published = new RecordingPublisher(metrics);
  private final Ingestor ingestor;

  private RunningIngestor(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("kafka.bootstrap.servers", "unused:9092");
    all.put("ingest.udp.listen", "127.0.0.1:0");
    all.put("ingest.tcp.listen", "127.0.0.1:0");
    all.putAll(settings);
    this.ingestor =
        Ingestor.start(
            IngestConfig.from(all),
            () -> HostDirectory.empty(HostDefaults.UTC),
            published,
            metrics,
            Clock.systemUTC());
  }

  /** Starts one with these settings beside the standard ones. */
  static RunningIngestor with(Map<String, String> settings) {
    return new RunningIngestor(settings);
  }

  InetSocketAddress udp() {
    return ingestor.udpAddress();
  }

  InetSocketAddress tcp() {
    return ingestor.tcpAddress();
  }

  InetSocketAddress tls() {
    return ingestor.tlsAddress();
  }

  InetSocketAddress relp() {
    return ingestor.relpAddress();
  }

  RecordingPublisher published() {
    return published;
  }

  IngestMetrics.Counts counts() {
    return ingestor.counts();
  }

  /** The value of a counter or gauge; the sum where its tags make it several. */
  double meter(String name) {
    return meters.find("ikewatch_ingest_" + name).meters().stream()
        .mapToDouble(it -> it.measure().iterator().next().getValue())
        .sum();
  }

  /** The value of a counter with this reason; 0 where there is none. */
  double meter(String name, String reason) {
    return meters.find("ikewatch_ingest_" + name).tag("reason", reason).counters().stream()
        .mapToDouble(it -> it.count())
        .sum();
  }

  void awaitMeter(String name, double value) {
    await().atMost(LONGEST).untilAsserted(() -> assertThat(meter(name)).isEqualTo(value));
  }

  void awaitMeter(String name, String reason, double value) {
    await().atMost(LONGEST).untilAsserted(() -> assertThat(meter(name, reason)).isEqualTo(value));
  }

  /** Waits until so many lines were received and the fate of all is known. */
  void awaitAccounted(long received) {
    await()
        .atMost(LONGEST)
        .untilAsserted(
            () -> {
              assertThat(counts().received()).isEqualTo(received);
              assertThat(counts().pending()).isZero();
            });
  }

  void awaitReceived(long received) {
    await().atMost(LONGEST).until(() -> counts().received() == received);
  }

  /** This port of the loopback, also where it is listened to on all addresses. */
  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(NetUtil.LOCALHOST4, port);
  }

  /** A connection from this address of the loopback, so that it counts as another sender's. */
  static Socket connect(InetSocketAddress server, String from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(server);
    socket.setSoTimeout((int) LONGEST.toMillis());
    return socket;
  }

  @Override
  public void close() {
    ingestor.close();
  }
}
