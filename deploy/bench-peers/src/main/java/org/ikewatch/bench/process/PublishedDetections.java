package org.ikewatch.bench.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.ikewatch.bench.fleet.Detections;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Status;

/** What the last revisions of a topic of incidents say. */
public final class PublishedDetections {
  private PublishedDetections() {}

  /** Reads what is committed on the topic now. */
  public static Detections read(String kafka, SchemaRegistry registry, String topic) {
    AvroSerde<Incident> serde = AvroSerde.forValue(Incident.class, topic, registry);
    Map<String, Incident> newest = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          Incident incident = serde.fromBytes(record.value());
          newest.merge(
              incident.getIncidentId(),
              incident,
              (one, other) -> one.getRevision() > other.getRevision() ? one : other);
        }
      }
    }
    Detections detections = new Detections();
    for (Incident incident : newest.values()) {
      if (incident.getStatus() != Status.WITHDRAWN) {
        detections.add(
            incident.getHost(), incident.getPeer(), incident.getVerdict(), incident.getAttempts());
      }
    }
    return detections;
  }
}
