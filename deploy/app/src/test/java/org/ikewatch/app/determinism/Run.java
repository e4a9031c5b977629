package org.ikewatch.app.determinism;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.Topics;
import org.ikewatch.streams.CorrelatorConfig;

/** One broker with the audit records on so many partitions, and what a correlator makes of them. */
final class Run implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final Admin admin;
  private final int partitions;

  Run(Path directory, int partitions) throws ExecutionException, InterruptedException {
    this.broker = EmbeddedBroker.start(directory, 0);
    this.partitions = partitions;
    this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    List<NewTopic> topics = new ArrayList<>();
    for (String name : List.of(Topics.AUDIT, Topics.INCIDENTS, Topics.DEADLETTERS)) {
      topics.add(new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1")));
    }
    admin.createTopics(topics).all().get();
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Writes the records, and on each partition the heartbeat that lets the time pass after them. */
  void write(List<AuditRecord> records, Instant end)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    AvroSerde<AuditRecord> serde =
        AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, new InMemorySchemaRegistry());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (AuditRecord one : records) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.AUDIT,
                    null,
                    one.getReceivedAt().toEpochMilli(),
                    one.getHost().getBytes(UTF_8),
                    serde.toBytes(one))));
      }
      byte[] heartbeat = serde.toBytes(heartbeat(end));
      for (int partition = 0; partition < partitions; partition++) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.AUDIT, partition, end.toEpochMilli(), new byte[0], heartbeat)));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  private static AuditRecord heartbeat(Instant at) {
    return AuditRecord.newBuilder()
        .setKind(RecordKind.HEARTBEAT)
        .setHost("")
        .setSender("")
        .setReceivedAt(at)
        .setEventTime(at)
        .build();
  }

  /** Whether the correlator has committed everything there is to read. */
  boolean isDone() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> all = partitionsOf(Topics.AUDIT);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(CorrelatorConfig.APPLICATION_ID)
              .partitionsToOffsetAndMetadata()
              .get();
      return all.stream()
          .allMatch(
              partition ->
                  committed.get(partition) != null
                      && committed.get(partition).offset() >= ends.get(partition));
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The bytes of every committed revision, by incident, in order; with the record's timestamp. */
  Map<String, List<String>> incidents() {
    Map<String, List<String>> found = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> all = partitionsOf(Topics.INCIDENTS);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(100))) {
          found
              .computeIfAbsent(new String(one.key(), UTF_8), key -> new ArrayList<>())
              .add(one.timestamp() + " " + HexFormat.of().formatHex(one.value()));
        }
      }
    }
    return found;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", bootstrapServers(),
            "isolation.level", "read_committed",
            "enable.auto.commit", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private List<TopicPartition> partitionsOf(String topic) {
    return IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
  }
}
