package org.ikewatch.app.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.outage.ChildProcess;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sink is killed again and again while it delivers 100,000 incidents: in the end every
 * destination has exactly the last revision of each. The system property {@code kill.incidents}
 * changes how many. A further destination is a further {@link Receiver}.
 */
class SinkKillIT {
  private static final int INCIDENTS = Integer.getInteger("kill.incidents", 100_000);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private EmbeddedSchemaRegistry registry;
  private DatabaseReceiver sqlite;
  private DatabaseReceiver postgres;
  private FileReceiver file;
  private HookReceiver hook;
  private final List<Receiver> receivers = new ArrayList<>();
  private final long begin = System.nanoTime();

  @BeforeEach
  void start() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    TopicProvisioner.provision(broker.bootstrapServers(), TopicSettings.all(), 1);
    registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
    sqlite =
        new DatabaseReceiver(
            "sqlite", "jdbc:sqlite:" + directory.resolve("incidents.db"), "", () -> {});
    postgres = postgres();
    file = new FileReceiver(directory);
    hook = new HookReceiver();
    receivers.addAll(
        List.of(
            sqlite,
            postgres,
            file,
            hook,
            new SplunkReceiver(),
            new OpenSearchReceiver(),
            new PagerDutyReceiver(),
            new AlertmanagerReceiver(),
            new SyslogReceiver()));
  }

  private static DatabaseReceiver postgres() throws IOException {
    EmbeddedPostgres server = EmbeddedPostgres.builder().start();
    return new DatabaseReceiver(
        "postgres",
        server.getJdbcUrl("postgres", "postgres"),
        "postgres",
        () -> {
          try {
            server.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @AfterEach
  void stop() {
    receivers.forEach(Receiver::close);
    registry.close();
    broker.close();
  }

  private ChildProcess startSink() throws IOException {
    List<String> settings = new ArrayList<>();
    settings.add("kafka.bootstrap.servers=" + broker.bootstrapServers());
    settings.add("schema.registry.url=" + registry.url());
    // Known by this, a sink that comes back after a kill is not taken for a further one.
    settings.add("kafka.group.instance.id=sink-1");
    settings.add(
        "sink.destinations="
            + receivers.stream().map(Receiver::name).collect(Collectors.joining(",")));
    for (Receiver one : receivers) {
      one.settings()
          .forEach((key, value) -> settings.add("sink." + one.name() + "." + key + "=" + value));
    }
    return ChildProcess.start(
        SinkProcess.class, directory.resolve("sink.log"), settings.toArray(String[]::new));
  }

  @Test
  void shouldBringEachIncidentsLastRevisionToEveryDestinationThoughItIsKilled() throws Exception {
    // Given
    Story story = new Story(INCIDENTS);
    story.publish(broker.bootstrapServers(), registry.url());
    tell("published");

    // When
    killWhen(file, story.revisions() / 4);
    killWhen(postgres, story.revisions() / 2);
    killWhen(hook, story.withdrawnRevisions() / 2);

    // Then
    try (ChildProcess sink = startSink()) {
      awaitEverythingRead();
      for (Receiver one : receivers) {
        thenItHasExactlyTheLastWords(one, story);
      }
      thenTheDatabasesKnowTheWholeStory(story, sqlite);
      thenTheDatabasesKnowTheWholeStory(story, postgres);
      tell("all is told");
      assertThat(sink.ask("states")).doesNotContain("ENDED");
    }
  }

  private void awaitEverythingRead() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      for (Receiver one : receivers) {
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(500))
            .until(() -> committed(admin, "ikewatch-sink-" + one.name()) == written(admin));
        tell(one.name() + " has read everything");
      }
    }
  }

  private static long committed(Admin admin, String group) throws Exception {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(Topics.INCIDENTS))
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  private static long written(Admin admin) throws Exception {
    int partitions =
        admin
            .describeTopics(List.of(Topics.INCIDENTS))
            .allTopicNames()
            .get()
            .get(Topics.INCIDENTS)
            .partitions()
            .size();
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    for (int i = 0; i < partitions; i++) {
      all.put(new TopicPartition(Topics.INCIDENTS, i), OffsetSpec.latest());
    }
    return admin.listOffsets(all).all().get().values().stream()
        .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
        .sum();
  }

  private static void thenItHasExactlyTheLastWords(Receiver one, Story story) {
    Map<String, String> expected = new HashMap<>();
    story.ends().forEach((id, end) -> one.expects(end).ifPresent(word -> expected.put(id, word)));
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> assertThat(differences(expected, one.lastWords())).as(one.name()).isEmpty());
  }

  private void killWhen(Receiver receiver, long revisions) throws Exception {
    ChildProcess sink = startSink();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> receiver.progress() >= revisions);
    sink.kill();
    tell("killed");
  }

  /** The first few incidents that are missing, stale or foreign, with what is there. */
  private static List<String> differences(Map<String, String> expected, Map<String, String> has) {
    return Stream.concat(expected.keySet().stream(), has.keySet().stream())
        .distinct()
        .filter(id -> !Objects.equals(expected.get(id), has.get(id)))
        .limit(10)
        .map(id -> id + ": " + has.get(id) + ", not " + expected.get(id))
        .toList();
  }

  private void tell(String what) {
    System.err.printf(
        "kill: %s %s s, %s%n",
        what,
        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
        receivers.stream()
            .map(one -> one.name() + " " + one.progress())
            .collect(Collectors.joining(", ")));
  }

  private static void thenTheDatabasesKnowTheWholeStory(Story story, DatabaseReceiver database) {
    assertThat(database.number("SELECT COUNT(*) FROM revisions")).isEqualTo(story.revisions());
    assertThat(database.number("SELECT COUNT(*) FROM evidence")).isEqualTo(INCIDENTS);
    for (String everything : List.of("file", "opensearch")) {
      thenItIsToldOf(story.revisions(), database, everything);
    }
    for (String withdrawing : List.of("hook", "splunk", "syslog")) {
      thenItIsToldOf(story.withdrawnRevisions(), database, withdrawing);
    }
  }

  private static void thenItIsToldOf(long revisions, DatabaseReceiver database, String name) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                database.number(
                        "SELECT COUNT(*) FROM deliveries WHERE outcome = 'DELIVERED'"
                            + " AND destination = '"
                            + name
                            + "'")
                    == revisions);
  }
}
