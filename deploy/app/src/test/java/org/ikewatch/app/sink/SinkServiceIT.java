package org.ikewatch.app.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.operations.Health;
import org.ikewatch.app.operations.SinkHealth;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.app.testing.TopicReader;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.SinkService;
import org.ikewatch.sink.SinkServiceConfig;
import org.ikewatch.sink.incidents.IncidentQueries;
import org.ikewatch.sink.store.Database;
import org.ikewatch.sink.store.SqlIncidentQueries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destinations that fail, each in its way, fed from a real broker. */
class SinkServiceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private EmbeddedSchemaRegistry registry;
  private HookServer hook;
  private HookServer guarded;
  private PrometheusMeterRegistry meters;
  private SinkService service;

  @BeforeEach
  void start() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    TopicProvisioner.provision(broker.bootstrapServers(), TopicSettings.all(), 1);
    registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
    hook = new HookServer();
    guarded = new HookServer();
    startService();
  }

  @AfterEach
  void stop() {
    service.close();
    guarded.close();
    hook.close();
    registry.close();
    broker.close();
  }

  private void startService() {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("schema.registry.url", registry.url());
    settings.put("sink.destinations", "file,database,hook,guarded");
    settings.put("sink.file.path", directory.resolve("incidents.jsonl").toString());
    settings.put("sink.database.url", databaseUrl());
    for (String name : List.of("hook", "guarded")) {
      settings.put("sink." + name + ".type", "webhook");
      settings.put("sink." + name + ".secret", "s3cret");
      settings.put("sink." + name + ".retry.min", "10ms");
      settings.put("sink." + name + ".retry.max", "50ms");
      settings.put("sink." + name + ".denied.min", "100ms");
      settings.put("sink." + name + ".denied.max", "200ms");
    }
    settings.put("sink.hook.url", hook.url());
    settings.put("sink.guarded.url", guarded.url());
    meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    service =
        SinkService.start(
            SinkServiceConfig.from(settings),
            new HttpSchemaRegistry(URI.create(registry.url())),
            meters,
            Clock.systemUTC());
  }

  private String databaseUrl() {
    return "jdbc:sqlite:" + directory.resolve("incidents.db");
  }

  private void publish(String... ids) {
    try (KafkaProducer<String, Incident> producer =
        IncidentProducer.open(broker.bootstrapServers(), registry.url(), Map.of())) {
      for (String id : ids) {
        Future<?> unused =
            producer.send(new ProducerRecord<>(Topics.INCIDENTS, 0, id, incident(id)));
      }
    }
  }

  private static Incident incident(String id) {
    Instant opened = Instant.parse("2002-03-15T07:14:18Z");
    return Incident.newBuilder()
        .setIncidentId(id)
        .setRevision(1)
        .setScope(Scope.PEER)
        .setStatus(Status.OPEN)
        .setVerdict(Verdict.MM_FAILURE)
        .setConfidence(Confidence.CONFIRMED)
        .setCause(Cause.SILENT_PEER)
        .setHost("hpux042")
        .setPeer("15.2.2.2")
        .setOpenedAt(opened)
        .setUpdatedAt(opened)
        .setAttempts(1)
        .build();
  }

  private List<String> deadLetters() {
    try (TopicReader<DeadLetter> reader =
        new TopicReader<>(
            broker.bootstrapServers(), registry.url(), Topics.DEADLETTERS, DeadLetter.class)) {
      return reader.all().stream()
          .map(ConsumerRecord::value)
          .map(one -> one.getStage() + " " + one.getReason() + " " + one.getOriginOffset())
          .toList();
    }
  }

  private long linesInFile() throws IOException {
    Path file = directory.resolve("incidents.jsonl");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void shouldFeedEachAsFarAsItGoesAndLoseNothing() throws IOException {
    // Given
    AtomicInteger troubles = new AtomicInteger(5);
    hook.answer(
        key ->
            key.equals("b/1")
                ? 400
                : key.equals("c/1") && troubles.getAndDecrement() > 0 ? 503 : 200);
    guarded.answer(key -> 401);

    // When
    publish("a", "b", "c", "d");

    // Then
    await().atMost(PATIENCE).until(() -> hook.taken().size() == 3 && linesInFile() == 4);
    assertThat(hook.taken()).containsExactly("a/1", "c/1", "d/1");
    await().atMost(PATIENCE).until(() -> !deadLetters().isEmpty());
    assertThat(deadLetters()).containsExactly("sink.hook DELIVERY_REFUSED 1");
    thenOnlyTheGuardedOneIsPaused();

    // When
    guarded.answer(key -> 200);

    // Then
    await().atMost(PATIENCE).until(() -> guarded.taken().size() == 4);
    assertThat(guarded.taken()).containsExactly("a/1", "b/1", "c/1", "d/1");
    await().atMost(PATIENCE).until(() -> SinkHealth.of(service.states()).equals(Health.GOOD));
    assertThat(deadLetters()).hasSize(1);
  }

  private void thenOnlyTheGuardedOneIsPaused() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Health health = SinkHealth.of(service.states());
              assertThat(health.ready()).isTrue();
              assertThat(health.reason())
                  .startsWith("guarded refuses us and is paused since ")
                  .endsWith(": it answers 401")
                  .doesNotContain("hook");
              assertThat(meters.scrape())
                  .contains(
                      "ikewatch_sink_paused_destinations{destination=\"guarded\"} 1.0",
                      "ikewatch_sink_paused_destinations{destination=\"hook\"} 0.0",
                      "ikewatch_sink_delivered_revisions_total{destination=\"database\"} 4.0",
                      "ikewatch_sink_delivered_revisions_total{destination=\"hook\"} 3.0",
                      "ikewatch_sink_deadlettered_records_total{destination=\"hook\"} 1.0",
                      "ikewatch_sink_deadlettered_records_total{destination=\"guarded\"} 0.0",
                      "ikewatch_sink_retries_total{destination=\"hook\"} 5.0",
                      "ikewatch_sink_lag_seconds{destination=\"hook\"} 0.0")
                  .doesNotContain("ikewatch_sink_lag_seconds{destination=\"guarded\"} 0.0");
            });
  }

  @Test
  void shouldGoOnWhereItStoppedWithoutSendingTwice() {
    // Given
    guarded.answer(key -> key.equals("c/1") ? 503 : 200);
    publish("a", "b", "c", "d");
    await().atMost(PATIENCE).until(() -> hook.taken().size() == 4 && guarded.taken().size() == 2);

    // When
    service.close();
    guarded.answer(key -> 200);
    startService();
    publish("e");

    // Then
    await().atMost(PATIENCE).until(() -> hook.taken().size() == 5 && guarded.taken().size() == 5);
    assertThat(hook.taken()).containsExactly("a/1", "b/1", "c/1", "d/1", "e/1");
    assertThat(guarded.taken()).containsExactly("a/1", "b/1", "c/1", "d/1", "e/1");
  }

  @Test
  void shouldTellInTheDatabaseWhatBecameOfARevisionElsewhere() {
    // Given
    hook.answer(key -> key.equals("b/1") ? 400 : 200);

    // When
    publish("a", "b");

    // Then
    try (Database database = Database.open(databaseUrl(), "", "")) {
      IncidentQueries queries = new SqlIncidentQueries(database);
      await().atMost(PATIENCE).until(() -> queries.deliveries("b").size() == 3);
      assertThat(queries.deliveries("b"))
          .extracting(Delivery::getDestination, Delivery::getOutcome, Delivery::getDetail)
          .containsExactly(
              tuple("file", Outcome.DELIVERED, ""),
              tuple("guarded", Outcome.DELIVERED, ""),
              tuple("hook", Outcome.REFUSED, "it answers 400"));
      assertThat(queries.deliveries("a"))
          .extracting(Delivery::getDestination, Delivery::getRevision, Delivery::getOutcome)
          .containsExactly(
              tuple("file", 1, Outcome.DELIVERED),
              tuple("guarded", 1, Outcome.DELIVERED),
              tuple("hook", 1, Outcome.DELIVERED));
    }
    assertThat(meters.scrape())
        .contains(
            "ikewatch_sink_unreported_deliveries_total{destination=\"hook\"} 0.0",
            "ikewatch_sink_expired_incidents_total{destination=\"database\"} 0.0");
  }
}
