package org.ikewatch.app.catalogue;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ikewatch.app.topics.TopicScan;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/** Reads what stands on the audit topic now, from its beginning. */
public final class AuditTopic {
  private AuditTopic() {}

  /**
   * Hands every record to the reader and returns when it has come to where the topic ended at the
   * beginning.
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
