package org.ikewatch.app.catalogue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.ikewatch.app.topics.TopicScan;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/** Reads the audit topic. */
public final class AuditTopic {
  private static final Duration POLL = Duration.ofSeconds(1);

  private AuditTopic() {}

  /** Takes records, and says when it wants no more. */
  public interface Follower {
    /** One record. */
    void take(AuditRecord record);

    /** Whether all that was taken is safe, and more may come. */
    boolean isSafe();
  }

  /**
   * Hands every record to the follower, from where this consumer group stopped, until the follower
   * wants no more. The group goes on after the last that was safe: at least once.
   *
   * @param settings for the consumer, the brokers among them
   */
  public static void follow(
      Map<String, String> settings, SchemaRegistry registry, String group, Follower follower) {
    AvroSerde<AuditRecord> serde = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    Map<String, Object> all = new HashMap<>(settings);
    all.put("group.id", group);
    all.put("auto.offset.reset", "earliest");
    all.put("enable.auto.commit", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topics.AUDIT));
      while (follower.isSafe()) {
        consumer.commitSync();
        consumer.poll(POLL).forEach(one -> follower.take(serde.fromBytes(one.value())));
      }
    }
  }

  /**
   * Hands every record from the beginning to the reader and returns when it has come to where the
   * topic ended at the beginning.
   *
   * @param settings for the consumer, the brokers among them
   */
  public static void read(
      Map<String, String> settings, SchemaRegistry registry, Consumer<AuditRecord> reader) {
    AvroSerde<AuditRecord> serde = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    new TopicScan(settings)
        .read(
            Topics.AUDIT,
            Optional.empty(),
            record -> reader.accept(serde.fromBytes(record.value())));
  }
}
