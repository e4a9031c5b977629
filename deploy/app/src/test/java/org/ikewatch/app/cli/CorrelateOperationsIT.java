package org.ikewatch.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.app.testing.Launcher;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A correlator in a process of its own, as those who run it see it. */
class CorrelateOperationsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 2;

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static EmbeddedSchemaRegistry registry;

  private final HttpClient http = HttpClient.newHttpClient();

  /** The answer to one request; status 0 while nobody answers. */
  private record Answer(int status, String body) {}

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    TopicProvisioner.provision(broker.bootstrapServers(), TopicSettings.all(PARTITIONS), 1);
    registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  private static Launcher correlate(int port) throws IOException {
    return Launcher.start(
        "correlate",
        "-Dkafka.bootstrap.servers=" + broker.bootstrapServers(),
        "-Dschema.registry.url=" + registry.url(),
        "-Dcorrelate.state.directory=" + directory.resolve("streams"),
        "-Dcorrelate.replication.factor=1",
        "-Dcorrelate.http.listen=127.0.0.1:" + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Answer get(int port, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, e.toString());
    }
  }

  /** A failure, and a heartbeat that tells the other partitions the time. */
  private static void write(Instant now) throws ExecutionException, InterruptedException {
    AvroSerde<AuditRecord> audit =
        AvroSerde.forValue(
            AuditRecord.class, Topics.AUDIT, new HttpSchemaRegistry(URI.create(registry.url())));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] record = audit.toBytes(record(RecordKind.RECORD, "hpux042", now));
      byte[] heartbeat = audit.toBytes(record(RecordKind.HEARTBEAT, "", now));
      producer.send(new ProducerRecord<>(Topics.AUDIT, "hpux042".getBytes(UTF_8), record)).get();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        producer.send(new ProducerRecord<>(Topics.AUDIT, partition, new byte[0], heartbeat)).get();
      }
    }
  }

  private static AuditRecord record(RecordKind kind, String host, Instant now) {
    return AuditRecord.newBuilder()
        .setKind(kind)
        .setHost(host)
        .setSender("")
        .setReceivedAt(now)
        .setEventTime(now)
        .setMsg(413L)
        .setSignal("MM_TIMEOUT")
        .setText("MM negotiation timeout, src 15.2.2.2")
        .setPeer("15.2.2.2")
        .build();
  }

  @Test
  void shouldReportItsHealthAndItsFigures() throws Exception {
    // Given
    int port = freePort();
    try (Launcher correlate = correlate(port)) {
      await()
          .atMost(PATIENCE)
          .until(() -> !correlate.isAlive() || get(port, "/readyz").status() == 200);

      // When
      write(Instant.now());
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  get(port, "/metrics")
                      .body()
                      .contains(
                          "ikewatch_correlate_processed_records_total{fate=\"APPLIED\"} 1.0"));

      // Then
      assertThat(get(port, "/livez")).isEqualTo(new Answer(200, "{\"status\":\"alive\"}"));
      assertThat(get(port, "/readyz")).isEqualTo(new Answer(200, "{\"status\":\"ready\"}"));
      assertThat(get(port, "/metrics").body())
          .contains("ikewatch_correlate_client_state{state=\"RUNNING\"} 1.0\n")
          .contains("ikewatch_correlate_known_hosts 1.0\n")
          .contains("ikewatch_correlate_deadlettered_records_total 0.0\n")
          .containsPattern("ikewatch_correlate_lag_seconds \\d{1,2}\\.")
          .contains("jvm_memory_used_bytes")
          .doesNotContain("hpux042")
          .doesNotContain("15.2.2.2");
    }
  }

  @Test
  void shouldNameTheSettingOfATakenAddress() throws Exception {
    // Given
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

      // When
      try (Launcher correlate = correlate(other.getLocalPort())) {
        Launcher.Ended ended = correlate.awaitEnd(PATIENCE);

        // Then
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err())
            .startsWith("ikewatch: cannot listen on 127.0.0.1:" + other.getLocalPort())
            .contains("set correlate.http.listen to a free address of this machine")
            .hasLineCount(1);
      }
    }
  }
}
