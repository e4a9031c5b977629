package org.ikewatch.app.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.EmbeddedStartException;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Samples;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSchemaRegistryIT {
  private static final String SCHEMA = "{\"schema\":\"\\\"%s\\\"\"}";

  @TempDir private Path data;
  private EmbeddedBroker broker;
  private EmbeddedSchemaRegistry registry;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(data, 0);
    registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
  }

  @AfterEach
  void stop() {
    registry.close();
    broker.close();
  }

  @Test
  void shouldKeepIdsOverARestartOfEverything() {
    // Given
    int audit = client().register("audit-value", AuditRecord.getClassSchema());
    int incident = client().register("incident-value", Incident.getClassSchema());

    // When
    stop();
    start();

    // Then
    assertThat(client().byId(audit)).isEqualTo(AuditRecord.getClassSchema());
    assertThat(client().register("incident-value", Incident.getClassSchema())).isEqualTo(incident);
    assertThat(Rest.get(registry.url() + "/subjects").body())
        .isEqualTo("[\"audit-value\",\"incident-value\"]");
  }

  @Test
  void shouldStoreSchemasAsConfluentsRegistryDoes() {
    // When
    Rest.post(registry.url() + "/subjects/text-value/versions", SCHEMA.formatted("string"));

    // Then
    ConsumerRecord<byte[], byte[]> stored = first(RegistryLog.TOPIC, new ByteArrayDeserializer());
    assertThat(new String(stored.key(), StandardCharsets.UTF_8))
        .isEqualTo("{\"keytype\":\"SCHEMA\",\"subject\":\"text-value\",\"version\":1,\"magic\":1}");
    assertThat(new String(stored.value(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"subject\":\"text-value\",\"version\":1,\"id\":1,\"schema\":\"\\\"string\\\"\","
                + "\"deleted\":false}");
  }

  @Test
  void shouldCarryARecordThroughKafka() throws Exception {
    // Given
    TopicProvisioner.provision(broker.bootstrapServers(), TopicSettings.all(1), 1);
    AvroSerde<AuditRecord> writer = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, client());
    AvroSerde<AuditRecord> reader = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, client());

    // When
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            writer.serializer())) {
      producer.send(new ProducerRecord<>(Topics.AUDIT, "hpux042", Samples.auditRecord())).get();
    }

    // Then
    assertThat(first(Topics.AUDIT, reader.deserializer()).value()).isEqualTo(Samples.auditRecord());
  }

  @Test
  void shouldAnswerWhatConsumersAsk() {
    // Given
    Rest.post(registry.url() + "/subjects/text-value/versions", SCHEMA.formatted("string"));

    // When / Then
    // What kcat asks, then what tools ask
    assertThat(get("/schemas/ids/1")).isEqualTo("{\"schema\":\"\\\"string\\\"\"}");
    assertThat(get("/schemas/ids/1/subjects")).isEqualTo("[\"text-value\"]");
    assertThat(get("/schemas/ids/1/versions")).contains("\"version\":1");
    assertThat(get("/schemas/types")).isEqualTo("[\"AVRO\"]");
    assertThat(get("/subjects/text-value/versions")).isEqualTo("[1]");
    assertThat(get("/subjects/text-value/versions/latest/schema")).isEqualTo("\"string\"");
    assertThat(get("/subjects/text-value/versions/1"))
        .isEqualTo(
            "{\"subject\":\"text-value\",\"version\":1,\"id\":1,\"schema\":\"\\\"string\\\"\"}");
    assertThat(get("/config")).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    assertThat(get("/mode")).isEqualTo("{\"mode\":\"READWRITE\"}");
    assertThat(get("/")).isEqualTo("{}");
  }

  @Test
  void shouldRefuseAsConfluentsRegistryDoes() {
    // Given
    String versions = registry.url() + "/subjects/text-value/versions";
    Rest.post(versions, SCHEMA.formatted("string"));

    // When / Then
    assertRefused(Rest.post(versions, SCHEMA.formatted("long")), 409, 409);
    assertRefused(Rest.post(versions, SCHEMA.formatted("nonsense")), 422, 42201);
    assertRefused(Rest.post(versions, "no json"), 400, 400);
    assertRefused(Rest.get(registry.url() + "/schemas/ids/99"), 404, 40403);
    assertRefused(Rest.get(versions + "/2"), 404, 40402);
    assertRefused(Rest.get(versions + "/zero"), 422, 42202);
    assertRefused(Rest.get(registry.url() + "/subjects/other/versions"), 404, 40401);
    assertRefused(Rest.get(registry.url() + "/no/such/path"), 404, 404);
  }

  @Test
  void shouldFollowItsSettingsAndDeletes() {
    // Given
    String subject = registry.url() + "/subjects/text-value";
    Rest.post(subject + "/versions", SCHEMA.formatted("string"));
    String check = registry.url() + "/compatibility/subjects/text-value/versions/latest";

    // When / Then
    assertThat(Rest.post(check, SCHEMA.formatted("long")).body())
        .isEqualTo("{\"is_compatible\":false}");
    Rest.put(registry.url() + "/config/text-value", "{\"compatibility\":\"NONE\"}");
    assertThat(Rest.post(subject + "/versions", SCHEMA.formatted("long")).body())
        .isEqualTo("{\"id\":2}");
    assertThat(Rest.delete(subject + "/versions/1").body()).isEqualTo("1");
    assertThat(get("/subjects/text-value/versions")).isEqualTo("[2]");
    assertThat(Rest.delete(subject).body()).isEqualTo("[2]");
    assertThat(get("/subjects")).isEqualTo("[]");
    assertThat(get("/schemas/ids/1")).contains("string");
  }

  @Test
  void shouldNameThePortThatIsInUse() throws Exception {
    // Given
    try (ServerSocket other =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      int port = other.getLocalPort();

      // When / Then
      assertThatThrownBy(() -> EmbeddedSchemaRegistry.start(broker.bootstrapServers(), port))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("choose another port");
    }
  }

  private static void assertRefused(Rest.Answer answer, int status, int code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains("\"error_code\":" + code).contains("\"message\":\"");
  }

  private String get(String path) {
    return Rest.get(registry.url() + path).body();
  }

  private SchemaRegistry client() {
    return new HttpSchemaRegistry(URI.create(registry.url()));
  }

  private <V> ConsumerRecord<byte[], V> first(String topic, Deserializer<V> values) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            values)) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next();
    }
  }
}
