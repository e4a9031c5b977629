package org.ikewatch.app.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.ingest.produce.BatchProducer;
import org.ikewatch.ingest.produce.Fates;
import org.ikewatch.ingest.produce.Message;
import org.ikewatch.ingest.produce.Returned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our producer against a real broker, which also goes away. */
class BatchProducerIT {
  private static final String TOPIC = "records";
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  private EmbeddedBroker broker;
  private final Queue<String> fates = new ConcurrentLinkedQueue<>();
  private final Fates<String> told =
      new Fates<>() {
        @Override
        public void held(TopicPartition partition, long newest, List<String> parcels) {
          parcels.forEach(parcel -> fates.add("held"));
        }

        @Override
        public void failed(List<Returned<String>> records, RuntimeException failure) {
          records.forEach(one -> fates.add(failure.getClass().getSimpleName()));
        }
      };

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(directory, 0);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private void topic(Map<String, String> configs) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1).configs(configs)))
          .all()
          .get();
    }
  }

  private BatchProducer<String> producer(Map<String, Object> further) {
    Map<String, Object> settings = new HashMap<>(further);
    settings.put("bootstrap.servers", broker.bootstrapServers());
    return new BatchProducer<>(settings, told);
  }

  private static Message message(String key, String value) {
    return new Message(TOPIC, 1_000L, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private void send(BatchProducer<String> producer, String key, String value) {
    producer.send(message(key, value), value);
  }

  private void awaitFates(int count) {
    Awaitility.await().atMost(PATIENCE).until(() -> fates.size() >= count);
  }

  /** Everything on the topic, by partition and offset. */
  private List<ConsumerRecord<String, String>> read() {
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS).mapToObj(n -> new TopicPartition(TOPIC, n)).toList();
    List<ConsumerRecord<String, String>> all = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "enable.auto.commit", "false"),
            new StringDeserializer(),
            new StringDeserializer())) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  private static List<String> valuesOf(String key, List<ConsumerRecord<String, String>> all) {
    return all.stream().filter(one -> one.key().equals(key)).map(ConsumerRecord::value).toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "lz4", "zstd"})
  void shouldKeepTheOrderOfEachKey(String compression) throws Exception {
    // Given
    topic(Map.of());
    BatchProducer<String> producer =
        producer(Map.of("compression.type", compression, "linger.ms", "5"));

    // When
    for (int i = 0; i < 20_000; i++) {
      send(producer, "host" + i % 50, Integer.toString(i / 50));
    }
    awaitFates(20_000);
    producer.close(PATIENCE);

    // Then
    assertThat(fates).hasSize(20_000).containsOnly("held");
    List<ConsumerRecord<String, String>> all = read();
    for (int host = 0; host < 50; host++) {
      assertThat(valuesOf("host" + host, all)).isEqualTo(numbers(0, 400));
    }
    assertThat(all).allMatch(one -> one.timestamp() == 1_000);
  }

  @Test
  void shouldChooseThePartitionThatKafkasOwnChooses() throws Exception {
    // Given
    topic(Map.of());
    BatchProducer<String> producer = producer(Map.of());
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> kafkas =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      // When
      for (int host = 0; host < 100; host++) {
        send(producer, "host" + host, "ours");
        Message message = message("host" + host, "kafka's");
        var unused =
            kafkas.send(
                new ProducerRecord<>(
                    message.topic(), null, message.key().bytes(), message.valueBytes()));
      }
    }
    producer.close(PATIENCE);

    // Then
    Map<String, List<Integer>> partitions = new HashMap<>();
    read()
        .forEach(
            one ->
                partitions.computeIfAbsent(one.key(), k -> new ArrayList<>()).add(one.partition()));
    assertThat(partitions)
        .hasSize(100)
        .allSatisfy(
            (key, both) -> {
              assertThat(both).hasSize(2);
              assertThat(both.get(0)).isEqualTo(both.get(1));
            });
  }

  @Test
  void shouldRefuseTheOneRecordThatIsTooLarge() throws Exception {
    // Given
    topic(Map.of("max.message.bytes", "2000"));
    BatchProducer<String> producer = producer(Map.of("linger.ms", "50"));

    // When
    for (int i = 0; i < 30; i++) {
      send(producer, "host", i == 10 ? "x".repeat(5_000) : Integer.toString(i));
    }
    awaitFates(30);
    send(producer, "host", "30");
    awaitFates(31);
    producer.close(PATIENCE);

    // Then
    List<String> expected = new ArrayList<>(numbers(0, 31));
    expected.remove("10");
    assertThat(valuesOf("host", read())).isEqualTo(expected);
    assertThat(fates)
        .filteredOn(fate -> !fate.equals("held"))
        .containsExactly("RecordTooLargeException");
  }

  @Test
  void shouldNeitherLoseNorDoubleWhenTheBrokerIsRestarted() throws Exception {
    // Given
    topic(Map.of());
    int port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
    BatchProducer<String> producer = producer(Map.of("retry.backoff.ms", "50"));
    send(producer, "host", "0");
    awaitFates(1);

    // When
    Thread restart =
        new Thread(
            () -> {
              broker.close();
              broker = EmbeddedBroker.start(directory, port);
            });
    restart.start();
    int sent = 1;
    while (restart.isAlive() || sent < 2_000) {
      send(producer, "host", Integer.toString(sent++));
      restart.join(1);
    }
    awaitFates(sent);
    producer.close(PATIENCE);

    // Then
    assertThat(fates).hasSize(sent).containsOnly("held");
    assertThat(valuesOf("host", read())).isEqualTo(numbers(0, sent));
  }

  @Test
  void shouldGiveUpWhatNoBrokerTakes() throws Exception {
    // Given
    topic(Map.of());
    BatchProducer<String> producer =
        producer(Map.of("delivery.timeout.ms", "1000", "request.timeout.ms", "500"));
    send(producer, "host", "0");
    awaitFates(1);
    broker.close();

    // When
    send(producer, "host", "1");
    awaitFates(2);

    // Then
    assertThat(fates).containsExactly("held", "TimeoutException");
    producer.close(Duration.ZERO);
  }

  @Test
  void shouldFailEverythingAtOnceWhenItIsClosedAtOnce() throws Exception {
    // Given
    topic(Map.of());
    BatchProducer<String> producer = producer(Map.of());
    send(producer, "host", "0");
    awaitFates(1);
    broker.close();
    for (int i = 0; i < 10; i++) {
      send(producer, "host" + i, "1");
    }

    // When
    producer.close(Duration.ZERO);

    // Then
    assertThat(fates).hasSize(11).filteredOn("held"::equals).hasSize(1);
    assertThatThrownBy(() -> producer.send(message("host", "2"), "2"))
        .isInstanceOf(KafkaException.class);
  }

  @Test
  void shouldSayThatATopicIsNotThere() {
    // Given
    BatchProducer<String> producer = producer(Map.of("max.block.ms", "500"));

    // When

    // Then
    assertThatThrownBy(() -> producer.send(message("host", "0"), "0"))
        .isInstanceOf(TimeoutException.class);
    producer.close(Duration.ZERO);
  }

  @Test
  void shouldRefuseWhatNoRequestHasRoomFor() throws Exception {
    // Given
    topic(Map.of());
    BatchProducer<String> producer = producer(Map.of("max.request.size", "1000"));

    // When

    // Then
    assertThatThrownBy(() -> producer.send(message("host", "x".repeat(1000)), "x"))
        .isInstanceOf(RecordTooLargeException.class);
    producer.close(Duration.ZERO);
  }
}
