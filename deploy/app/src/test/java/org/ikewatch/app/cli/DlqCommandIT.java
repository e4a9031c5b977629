package org.ikewatch.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.app.sink.HookServer;
import org.ikewatch.app.testing.TopicReader;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.Samples;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters on a real broker, as an operator sees them and sends them again. */
class DlqCommandIT {
  /** Of today: the broker takes nothing from the future, and does not keep what is old. */
  private final Instant t0 = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);

  private static final String LINE =
      "<155>Mar  1 07:14:20 hpux042 ikmpd: Msg: 413 From: IKMPD Lvl: ERROR Date: Sun Mar 01"
          + " 07:14:18 2026 Event: MM negotiation timeout, src 15.2.2.2";

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private EmbeddedSchemaRegistry registry;
  private HookServer hook;

  @BeforeEach
  void start() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    TopicProvisioner.provision(broker.bootstrapServers(), TopicSettings.all(), 1);
    registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
    hook = new HookServer();
  }

  @AfterEach
  void stop() {
    hook.close();
    registry.close();
    broker.close();
  }

  private Ran dlq(String... words) throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("ikewatch.properties"),
            """
            kafka.bootstrap.servers=%s
            schema.registry.url=%s
            sink.destinations=hook,file
            sink.hook.type=webhook
            sink.hook.url=%s
            sink.hook.secret=s3cret
            sink.file.path=%s
            """
                .formatted(
                    broker.bootstrapServers(), registry.url(), hook.url(), file().toString()));
    List<Object> all = new ArrayList<>(List.of("dlq", words[0], "--config", settings));
    all.addAll(List.of(words).subList(1, words.length));
    return Ran.of(all.toArray());
  }

  private Path file() {
    return directory.resolve("incidents.jsonl");
  }

  private <T extends SpecificRecord> AvroSerde<T> serde(Class<T> type, String topic) {
    return AvroSerde.forValue(type, topic, new HttpSchemaRegistry(URI.create(registry.url())));
  }

  private void put(String topic, int seconds, String key, byte[] value) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(topic, null, t0.plusSeconds(seconds).toEpochMilli(), key, value))
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void reject(int seconds, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    put(
        Topics.REJECTS,
        seconds,
        "15.1.1.42",
        serde(RejectedInput.class, Topics.REJECTS)
            .toBytes(
                new RejectedInput(
                    "15.1.1.42",
                    t0.plusSeconds(seconds),
                    "UDP",
                    "NOT_AN_AUDIT_RECORD",
                    "The text is neither a header, nor an event, nor the continuation of one.",
                    ByteBuffer.wrap(bytes),
                    (long) bytes.length)));
  }

  private void deadLetter(int seconds, String stage, String topic, String key, byte[] value) {
    put(
        Topics.DEADLETTERS,
        seconds,
        topic + "-0",
        serde(DeadLetter.class, Topics.DEADLETTERS)
            .toBytes(
                DeadLetter.newBuilder()
                    .setStage(stage)
                    .setReason(stage.startsWith("sink") ? "DELIVERY_REFUSED" : "UNREADABLE_RECORD")
                    .setDetail("it answers 400")
                    .setOriginTopic(topic)
                    .setOriginPartition(0)
                    .setOriginOffset(88)
                    .setOriginTimestamp(t0)
                    .setKey(ByteBuffer.wrap(key.getBytes(UTF_8)))
                    .setBytes(ByteBuffer.wrap(value))
                    .build()));
  }

  private byte[] incident(String id, int revision) {
    Incident incident = Samples.incident();
    incident.setIncidentId(id);
    incident.setRevision(revision);
    return serde(Incident.class, Topics.INCIDENTS).toBytes(incident);
  }

  private byte[] auditRecord() {
    return serde(AuditRecord.class, Topics.AUDIT).toBytes(Samples.auditRecord());
  }

  private <T extends SpecificRecord> List<ConsumerRecord<String, T>> on(
      String topic, Class<T> type) {
    try (TopicReader<T> reader =
        new TopicReader<>(broker.bootstrapServers(), registry.url(), topic, type)) {
      return reader.all();
    }
  }

  @Test
  void shouldListWhatFailedTheNewestFirst() throws IOException {
    // Given
    reject(1, "\u001b[2J<13>GET / HTTP/1.1\r\n");
    reject(3, "x".repeat(400));
    deadLetter(2, "sink.hook", Topics.INCIDENTS, "9eb9", new byte[] {0, 'a', (byte) 0xff});

    // When
    Ran all = dlq("list");
    Ran some = dlq("list", "--topic", "rejects", "--limit", "1");
    Ran hooks = dlq("list", "--stage", "sink.hook", "--format", "json");
    Ran none = dlq("list", "--reason", "NO_SUCH");
    Ran late = dlq("list", "--since", t0.plusSeconds(3).toString());

    // Then
    String newest =
        """
        rejects/0/1  %s  ingest  NOT_AN_AUDIT_RECORD  from 15.1.1.42 over UDP, 400 bytes
          The text is neither a header, nor an event, nor the continuation of one.
          %s... and 100 more bytes

        """
            .formatted(t0.plusSeconds(3), "x".repeat(300));
    assertThat(all)
        .isEqualTo(
            new Ran(
                0,
                newest
                    + """
                    deadletters/0/0  %s  sink.hook  DELIVERY_REFUSED  incidents/0/88, key 9eb9, 3 bytes
                      it answers 400
                      \\x00a\\xff

                    rejects/0/0  %s  ingest  NOT_AN_AUDIT_RECORD  from 15.1.1.42 over UDP, 24 bytes
                      The text is neither a header, nor an event, nor the continuation of one.
                      \\x1b[2J<13>GET / HTTP/1.1\\r\\n

                    """
                        .formatted(t0.plusSeconds(2), t0.plusSeconds(1)),
                ""));
    assertThat(some)
        .isEqualTo(new Ran(0, newest, "1 older ones are not shown; see --limit, --since\n"));
    assertThat(hooks.out())
        .isEqualTo(
            """
            {"place":"deadletters/0/0","at":"%s","stage":"sink.hook",\
            "reason":"DELIVERY_REFUSED","detail":"it answers 400","origin":"incidents/0/88",\
            "originTimestamp":"%s","key":"9eb9","length":3,\
            "text":"\\\\x00a\\\\xff","base64":"AGH/","replayedAt":null,"replay":null}
            """
                .formatted(t0.plusSeconds(2), t0));
    assertThat(none).isEqualTo(new Ran(0, "", "nothing\n"));
    assertThat(late.out()).isEqualTo(newest);
  }

  @Test
  void shouldDeliverARefusedRevisionToWhoRefusedItAndNobodyElse() throws IOException {
    // Given
    deadLetter(1, "sink.hook", Topics.INCIDENTS, "9eb9", incident("9eb9", 3));
    deadLetter(2, "sink.gone", Topics.INCIDENTS, "9eb9", incident("9eb9", 3));
    deadLetter(3, "sink.hook", Topics.INCIDENTS, "abcd", incident("abcd", 1));
    Delivery newer = new Delivery("hook", "abcd", 2, t0, Outcome.DELIVERED, "");
    put(Topics.DELIVERIES, 4, "abcd", serde(Delivery.class, Topics.DELIVERIES).toBytes(newer));

    // When
    Ran rehearsed = dlq("replay", "--everything", "--dry-run");
    Ran replayed = dlq("replay", "--everything");
    Ran once = dlq("replay", "--stage", "sink.hook");
    Ran again = dlq("replay", "deadletters/0/0", "--again");
    Ran listed = dlq("list", "--replayed", "--limit", "1", "--stage", "sink.hook");

    // Then
    assertThat(rehearsed)
        .isEqualTo(
            new Ran(
                1,
                """
                deadletters/0/0  would be delivered to hook
                deadletters/0/1  cannot be sent again: sink.destinations does not name gone
                deadletters/0/2  would be left out: hook has revision 2
                """,
                "2 would be done, 1 refused, 0 wait\n"));
    assertThat(replayed)
        .isEqualTo(
            new Ran(
                1,
                """
                deadletters/0/0  delivered to hook
                deadletters/0/1  cannot be sent again: sink.destinations does not name gone
                deadletters/0/2  left out: hook has revision 2
                """,
                "2 done, 1 refused, 0 wait\n"));
    assertThat(once)
        .isEqualTo(
            new Ran(
                0,
                "",
                """
                0 done, 0 refused, 0 wait
                2 were sent again before and are left out; see --again
                """));
    assertThat(again.out()).isEqualTo("deadletters/0/0  left out: hook has revision 3\n");
    assertThat(listed.out())
        .startsWith("deadletters/0/2  " + t0.plusSeconds(3) + "  sink.hook  DELIVERY_REFUSED")
        .containsPattern("  replayed 20[0-9TZ:.-]+: left out: hook has revision 2\n");
    assertThat(hook.taken()).containsExactly("9eb9/3");
    assertThat(file()).doesNotExist();
    assertThat(on(Topics.DELIVERIES, Delivery.class))
        .extracting(one -> one.key() + " " + one.value().getRevision(), one -> detail(one.value()))
        .containsExactly(
            tuple("abcd 2", "hook DELIVERED "),
            tuple("9eb9 3", "hook DELIVERED replayed from deadletters/0/0"));
  }

  private static String detail(Delivery one) {
    return one.getDestination() + " " + one.getOutcome() + " " + one.getDetail();
  }

  @Test
  void shouldOfferAgainWhatIsRefusedOnceMoreOrCannotBeReached() throws IOException {
    // Given
    deadLetter(1, "sink.hook", Topics.INCIDENTS, "9eb9", incident("9eb9", 3));
    deadLetter(2, "sink.hook", Topics.INCIDENTS, "abcd", incident("abcd", 1));

    // When
    hook.answer(key -> 422);
    Ran refused = dlq("replay", "deadletters/0/0");
    hook.answer(key -> 503);
    Ran away = dlq("replay", "--everything");
    hook.answer(key -> 200);
    Ran atLast = dlq("replay", "--everything");

    // Then
    assertThat(refused)
        .isEqualTo(
            new Ran(
                1,
                "deadletters/0/0  still refused by hook: it answers 422\n",
                "0 done, 1 refused, 0 wait\n"));
    assertThat(away)
        .isEqualTo(
            new Ran(
                3,
                """
                deadletters/0/0  not sent, hook fails: it answers 503
                deadletters/0/1  not sent, hook fails: it answers 503
                """,
                "0 done, 0 refused, 2 wait\n"));
    assertThat(atLast.exit()).isZero();
    assertThat(hook.taken()).containsExactly("9eb9/3", "abcd/1");
  }

  @Test
  void shouldSendRecordsBackToTheirTopicAsTheyWere() throws IOException {
    // Given
    deadLetter(1, "streams-app", Topics.AUDIT, "hpux042", auditRecord());
    deadLetter(2, "streams-app", Topics.AUDIT, "hpux042", new byte[] {1, 2});
    reject(3, LINE);
    reject(4, "GET / HTTP/1.1");

    // When
    Ran replayed = dlq("replay", "--since", "1h");
    Ran left = dlq("list", "--format", "json");

    // Then
    assertThat(replayed)
        .isEqualTo(
            new Ran(
                1,
                """
                rejects/0/0  sent to ikewatch.audit: hpux042 Msg 413 MM_TIMEOUT
                rejects/0/1  still rejected, NOT_AN_AUDIT_RECORD: The text is neither a header, nor\
                 an event, nor the continuation of one.
                deadletters/0/0  sent to ikewatch.audit
                deadletters/0/1  still not in the Confluent wire format: 2 bytes, no leading zero\
                 and id
                """,
                "2 done, 2 refused, 0 wait\n"));
    assertThat(on(Topics.AUDIT, AuditRecord.class))
        .extracting(
            ConsumerRecord::key,
            one -> Instant.ofEpochMilli(one.timestamp()),
            one -> one.value().getReceivedAt(),
            one -> one.value().getSender())
        .containsExactlyInAnyOrder(
            tuple("hpux042", t0.plusSeconds(3), t0.plusSeconds(3), "15.1.1.42"),
            tuple("hpux042", t0, Samples.auditRecord().getReceivedAt(), "15.1.1.42"));
    assertThat(left.out().lines())
        .extracting(line -> line.substring(0, 28))
        .containsExactly("{\"place\":\"rejects/0/1\",\"at\":", "{\"place\":\"deadletters/0/1\",\"");
    assertThat(left.err()).isEqualTo("2 that were sent again are not shown; see --replayed\n");
  }

  @Test
  void shouldAskWhichAreMeant() throws IOException {
    assertThat(dlq("replay").exit()).isEqualTo(2);
    assertThat(dlq("replay").err()).startsWith("say which: places as 'list' shows them");
    assertThat(dlq("replay", "nowhere"))
        .isEqualTo(new Ran(2, "", "ikewatch: 'nowhere' is no place such as rejects/0/17\n"));
    assertThat(dlq("list", "--limit", "0").err()).startsWith("--limit must be 1 or more");
    assertThat(dlq("list", "--since", "yesterday").err())
        .contains("'yesterday' is neither a time ago such as 90m, 24h or 7d, nor a time");
  }
}
