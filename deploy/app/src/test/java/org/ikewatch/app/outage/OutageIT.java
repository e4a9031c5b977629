package org.ikewatch.app.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionFactory;
import org.ikewatch.app.broker.LocalPort;
import org.ikewatch.app.outage.IngestProcess.Report;
import org.ikewatch.app.testing.TopicReader;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker goes away under load, the ingestor is killed meanwhile, and both come back: what is
 * lost is what nobody had acknowledged, and no more than the settings say. The system property
 * {@code outage.seconds} makes the outage longer.
 */
class OutageIT {
  private static final Duration PHASE = Duration.ofSeconds(Long.getLong("outage.seconds", 12) / 3);

  /** Lines that the ingestor may have taken and neither the broker nor the disk has. */
  private static final int INFLIGHT_MAX = 1_000;

  /** Lines that wait for others of their record, at most one for each host. */
  private static final int HELD = Load.HOSTS;

  @TempDir private Path directory;

  private int kafkaPort;
  private int registryPort;
  private int tcpPort;
  private int relpPort;
  private ChildProcess broker;
  private volatile ChildProcess ingest;

  @BeforeEach
  void start() throws IOException {
    kafkaPort = LocalPort.reserve(0, "the broker");
    registryPort = LocalPort.reserve(0, "the registry");
    tcpPort = LocalPort.reserve(0, "the listener");
    relpPort = LocalPort.reserve(0, "the listener for RELP");
    broker = startBroker();
    ingest = startIngest();
  }

  @AfterEach
  void stop() {
    ingest.close();
    broker.close();
  }

  private ChildProcess startBroker() throws IOException {
    return ChildProcess.start(
        BrokerProcess.class,
        directory.resolve("broker.log"),
        directory.resolve("kafka").toString(),
        Integer.toString(kafkaPort),
        Integer.toString(registryPort));
  }

  private ChildProcess startIngest() throws IOException {
    return ChildProcess.start(
        IngestProcess.class,
        directory.resolve("ingest.log"),
        "kafka.bootstrap.servers=" + bootstrapServers(),
        "schema.registry.url=" + registryUrl(),
        "ingest.udp.listen=off",
        "ingest.tcp.listen=" + LocalPort.HOST + ":" + tcpPort,
        "ingest.relp.listen=" + LocalPort.HOST + ":" + relpPort,
        "ingest.inflight.max=" + INFLIGHT_MAX,
        "ingest.broker.patience=1s",
        "ingest.spool.dir=" + spool());
  }

  private String bootstrapServers() {
    return LocalPort.HOST + ":" + kafkaPort;
  }

  private String registryUrl() {
    return "http://" + LocalPort.HOST + ":" + registryPort;
  }

  private Path spool() {
    return directory.resolve("spool");
  }

  private Report report() throws IOException {
    return Report.parse(ingest.ask("counts"));
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50));
  }

  private void awaitReport(Predicate<Report> condition) {
    patiently().until(() -> condition.test(report()));
  }

  /** Looks at the counts as long as a phase lasts. */
  private void watch() {
    patiently().during(PHASE).until(() -> report().counts().pending() <= INFLIGHT_MAX + HELD);
  }

  @Test
  void shouldLoseOverTcpNoMoreThanTheSettingsSay() throws Exception {
    shouldLoseNoMoreThan(INFLIGHT_MAX + HELD + Load.ON_THEIR_WAY, new TcpShipper(), tcpPort);
  }

  @Test
  void shouldLoseNothingOverRelp() throws Exception {
    shouldLoseNoMoreThan(0, new RelpShipper(), relpPort);
  }

  /**
   * The whole story.
   *
   * @param mayBeLost records, 0 where the transport sends again what nobody acknowledged
   */
  private void shouldLoseNoMoreThan(int mayBeLost, Shipper shipper, int port) throws Exception {
    Load load = Load.start(shipper, port, () -> report().counts().received());
    Report recovered;
    try {
      // Given
      watch();
      broker.close();
      awaitReport(now -> now.mode().equals("SPOOLING") && now.counts().spooled() > 0);
      watch();

      // When
      ingest.kill();
      tearTheTail();
      ingest = startIngest();
      recovered = report();
      awaitReport(now -> now.counts().spooled() > recovered.counts().recovered());
      watch();
      broker = startBroker();
      awaitReport(now -> now.mode().equals("DIRECT"));
      watch();
    } finally {
      load.end();
    }

    // Then
    assertThat(recovered.counts().recovered()).isPositive();
    assertThat(recovered.damages()).isEqualTo(1);
    assertAccounted(load, mayBeLost);
  }

  /** The records that the producer had and the broker had not acknowledged are sent again. */
  @Test
  void shouldLoseNothingOverRelpWhenTheIngestorIsKilledWhileTheBrokerIsThere() throws Exception {
    Load load = Load.start(new RelpShipper(), relpPort, () -> report().counts().received());
    try {
      // Given
      watch();

      // When
      ingest.kill();
      ingest = startIngest();
      awaitReport(now -> now.counts().published() > 0);
      watch();
    } finally {
      load.end();
    }

    // Then
    assertThat(report().counts().recovered()).isZero();
    assertAccounted(load, 0);
  }

  /** It answers after longer than the ingestor's patience, again and again, but never goes away. */
  @Test
  void shouldSendNothingTwiceToABrokerThatIsOnlySlow() throws Exception {
    Load load = Load.start(new TcpShipper(), tcpPort, () -> report().counts().received());
    try {
      // Given
      awaitReport(now -> now.mode().equals("DIRECT") && now.counts().published() > 0);

      // When
      for (int i = 0; i < 4; i++) {
        broker.pause();
        awaitReport(now -> now.mode().equals("SPOOLING") && now.counts().spooled() > 0);
        broker.proceed();
        awaitReport(now -> now.mode().equals("DIRECT"));
      }
    } finally {
      load.end();
    }

    // Then
    awaitReport(now -> now.counts().pending() == 0 && now.counts().spooled() == 0);
    List<Long> arrived = records().stream().map(AuditRecord::getMsg).toList();
    assertThat(arrived).hasSize((int) load.sent()).doesNotHaveDuplicates();
    assertThat(report().counts().published()).isEqualTo(load.sent());
  }

  /** Every line has come to its end, and no more records than these are missing. */
  private void assertAccounted(Load load, int mayBeLost) throws IOException {
    awaitReport(now -> now.counts().pending() == 0 && now.counts().spooled() == 0);
    Report last = report();
    long sent = load.sent();
    Map<String, Set<Long>> published = published();
    long arrived = published.values().stream().mapToLong(Set::size).sum();
    System.err.printf(
        "outage: %d sent, %d lost (%d allowed), %d recovered of the first process, %s%n",
        sent, sent - arrived, mayBeLost, last.counts().recovered(), last);
    // More than that were sent again.
    assertThat(last.counts().received()).isGreaterThanOrEqualTo(load.sentSinceConnected());
    assertThat(last.counts().published())
        .isEqualTo(last.counts().received() + last.counts().recovered());
    assertThat(last.counts().dropped() + last.counts().rejected() + last.counts().ignored())
        .isZero();
    assertThat(sent - arrived).isBetween(0L, (long) mayBeLost);
    assertThat(published).hasSize(Load.HOSTS);
    published.forEach(
        (host, numbers) ->
            assertThat(numbers).as(host).containsExactlyElementsOf(new TreeSet<>(numbers)));
  }

  /** What a kill in the middle of a write leaves: the first half of an entry. */
  private void tearTheTail() throws IOException {
    try (Stream<Path> files = Files.list(spool())) {
      Path last =
          files.filter(file -> file.toString().endsWith(".spool")).sorted().toList().stream()
              .reduce((before, after) -> after)
              .orElseThrow();
      byte[] half = Arrays.copyOf(Files.readAllBytes(last), 60);
      Files.write(last, half, StandardOpenOption.APPEND);
    }
  }

  /** The numbers of the records on the broker, by host, in the order in which each first came. */
  private Map<String, Set<Long>> published() {
    Map<String, Set<Long>> numbers = new TreeMap<>();
    for (AuditRecord one : records()) {
      numbers.computeIfAbsent(one.getHost(), host -> new LinkedHashSet<>()).add(one.getMsg());
    }
    return numbers;
  }

  /** All that is on the broker, those that came twice too. */
  private List<AuditRecord> records() {
    try (TopicReader<AuditRecord> reader =
        new TopicReader<>(bootstrapServers(), registryUrl(), Topics.AUDIT, AuditRecord.class)) {
      return reader.all().stream()
          .map(ConsumerRecord::value)
          .filter(one -> one.getKind() == RecordKind.RECORD)
          .toList();
    }
  }
}
