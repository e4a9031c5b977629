package org.ikewatch.app.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.operations.SinkHealth;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.SinkService;
import org.ikewatch.sink.SinkServiceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms of incidents that change, join roll-ups and end, fed from a real broker. */
class SiemServiceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private EmbeddedSchemaRegistry registry;
  private AlarmServer server;
  private PrometheusMeterRegistry meters;
  private SinkService service;

  @BeforeEach
  void start() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    TopicProvisioner.provision(broker.bootstrapServers(), TopicSettings.all(), 1);
    registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
    server = new AlarmServer();
  }

  @AfterEach
  void stop() {
    service.close();
    server.close();
    registry.close();
    broker.close();
  }

  private void serve(String destination, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("schema.registry.url", registry.url());
    settings.put("sink.destinations", destination);
    meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    service =
        SinkService.start(
            SinkServiceConfig.from(settings),
            new HttpSchemaRegistry(URI.create(registry.url())),
            meters,
            Clock.systemUTC());
  }

  private void publish(Incident... incidents) {
    try (KafkaProducer<String, Incident> producer =
        IncidentProducer.open(broker.bootstrapServers(), registry.url(), Map.of())) {
      for (Incident one : incidents) {
        Future<?> unused =
            producer.send(new ProducerRecord<>(Topics.INCIDENTS, 0, one.getIncidentId(), one));
      }
    }
  }

  private static Incident incident(String id, int revision, Status status, String parent) {
    Instant opened = Instant.parse("2002-03-15T07:14:18Z");
    return Incident.newBuilder()
        .setIncidentId(id)
        .setRevision(revision)
        .setScope(Scope.PEER)
        .setStatus(status)
        .setVerdict(Verdict.MM_FAILURE)
        .setConfidence(Confidence.CONFIRMED)
        .setCause(Cause.SILENT_PEER)
        .setHost("hpux042")
        .setPeer("15.2.2.2")
        .setOpenedAt(opened)
        .setUpdatedAt(opened)
        .setAttempts(1)
        .setParent(parent)
        .build();
  }

  private static Incident open(String id, int revision) {
    return incident(id, revision, Status.OPEN, null);
  }

  @Test
  void shouldResolveAnAlarmWhenItsIncidentJoinsARollUp() {
    // Given
    serve(
        "pagerduty", Map.of("sink.pagerduty.routing-key", "k", "sink.pagerduty.url", server.url()));

    // When
    publish(
        open("a", 1),
        open("b", 1),
        incident("a", 2, Status.OPEN, "gateway"),
        incident("a", 3, Status.OPEN, "gateway"),
        open("gateway", 1),
        incident("b", 2, Status.RESOLVED, null));

    // Then
    await().atMost(PATIENCE).until(() -> server.seen().size() == 5);
    assertThat(server.seen())
        .containsExactly("trigger a", "trigger b", "resolve a", "trigger gateway", "resolve b");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(meters.scrape())
                    .contains(
                        "ikewatch_sink_skipped_revisions_total{destination=\"pagerduty\",reason=\"child\"}"
                            + " 1.0",
                        "ikewatch_sink_delivered_revisions_total{destination=\"pagerduty\"} 5.0"));
  }

  @Test
  void shouldTellAlertmanagerEverythingAnewWhenItStarts() {
    // Given
    Map<String, String> settings = Map.of("sink.alertmanager.url", server.url());
    serve("alertmanager", settings);
    publish(open("a", 1), open("b", 1), incident("b", 2, Status.RESOLVED, null));
    await().atMost(PATIENCE).until(() -> server.seen().contains("alert b/2"));

    // When
    service.close();
    server.forget();
    serve("alertmanager", settings);

    // Then
    await().atMost(PATIENCE).until(() -> server.seen().contains("alert b/2"));
    assertThat(server.seen()).contains("alert a/1");
  }

  @Test
  void shouldGatherADigest() {
    // Given
    serve(
        "pagerduty",
        Map.of(
            "sink.pagerduty.routing-key", "k",
            "sink.pagerduty.url", server.url(),
            "sink.pagerduty.digest", "2s"));

    // When
    publish(
        open("a", 1),
        open("a", 2),
        open("b", 1),
        incident("b", 2, Status.RESOLVED, null),
        open("a", 3));

    // Then
    await().atMost(PATIENCE).until(() -> server.seen().size() == 2);
    assertThat(server.seen()).containsExactly("resolve b", "trigger a");
    assertThat(meters.scrape())
        .contains(
            "ikewatch_sink_skipped_revisions_total{destination=\"pagerduty\",reason=\"superseded\"}"
                + " 3.0");
  }

  @Test
  void shouldPauseADestinationWhoseAddressIsWrongAndBurnNothing() {
    // Given
    server.answer(404);
    serve(
        "pagerduty",
        Map.of(
            "sink.pagerduty.routing-key", "k",
            "sink.pagerduty.url", server.url(),
            "sink.pagerduty.denied.min", "100ms",
            "sink.pagerduty.denied.max", "200ms"));

    // When
    publish(open("a", 1), open("b", 1));

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(SinkHealth.of(service.states()).reason())
                    .startsWith("pagerduty refuses us and is paused since ")
                    .endsWith(": it answers 404"));
    server.answer(202);
    await().atMost(PATIENCE).until(() -> server.seen().equals(List.of("trigger a", "trigger b")));
    assertThat(meters.scrape())
        .contains("ikewatch_sink_deadlettered_records_total{destination=\"pagerduty\"} 0.0");
  }
}
