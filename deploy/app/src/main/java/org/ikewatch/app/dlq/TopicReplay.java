package org.ikewatch.app.dlq;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/**
 * Sends a record again to the topic it was read from, as it was: with its key, so that it goes
 * where the others of its host are, and with its time. Whoever has it already overlooks it: the
 * correlator knows a record by host, {@code Msg}, time and text, an archive a delivery by its key.
 */
final class TopicReplay {
  private final Map<String, AvroSerde<? extends SpecificRecord>> serdes;
  private final Outbox outbox;

  TopicReplay(SchemaRegistry registry, Outbox outbox) {
    this.serdes =
        Map.of(
            Topics.AUDIT, AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry),
            Topics.DELIVERIES, AvroSerde.forValue(Delivery.class, Topics.DELIVERIES, registry));
    this.outbox = outbox;
  }

  boolean knows(String topic) {
    return serdes.containsKey(topic);
  }

  /** What becomes of a letter from a topic that it knows. */
  Fate replay(Letter.Dead letter) {
    String topic = letter.origin().topic();
    try {
      // One that nobody can read would only come back as a further letter.
      var unused = serdes.get(topic).fromBytes(letter.bytes());
    } catch (SerializationException e) {
      return new Fate.Refused("still " + e.getMessage());
    }
    boolean keyed = letter.key().length > 0;
    outbox.send(
        new ProducerRecord<>(
            topic,
            keyed ? null : (Integer) letter.origin().partition(),
            letter.letter().getOriginTimestamp().toEpochMilli(),
            keyed ? letter.key() : null,
            letter.bytes()));
    return new Fate.Done("sent to " + topic);
  }
}
