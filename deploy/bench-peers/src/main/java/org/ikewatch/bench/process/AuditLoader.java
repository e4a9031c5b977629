package org.ikewatch.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.bench.fleet.Fleet;
import org.ikewatch.bench.fleet.FleetReader;
import org.ikewatch.bench.fleet.FleetRecord;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.EventTimeSource;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/** Puts a fleet's records on the audit topic, as ingest would. */
public final class AuditLoader implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroSerde<AuditRecord> serde;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public AuditLoader(String kafka, SchemaRegistry registry) {
    serde = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka,
                "batch.size",
                Integer.toString(256 * 1024),
                "linger.ms",
                "10",
                "buffer.memory",
                Long.toString(128L * 1024 * 1024)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Sends every record, then a heartbeat to each partition.
   *
   * @param heartbeatAfter how long after the last record
   * @return messages sent
   */
  public long load(Fleet fleet, Duration heartbeatAfter) {
    long sent = send(fleet);
    return sent + beat(fleet.end().plus(heartbeatAfter));
  }

  /** Sends every record; gives their number. */
  public long send(Iterator<FleetRecord> fleet) {
    long[] sent = {0};
    FleetReader.read(
        fleet,
        record -> {
          send(null, record);
          sent[0]++;
        });
    flush();
    return sent[0];
  }

  /** Sends a heartbeat to each partition; gives their number. */
  public int beat(Instant at) {
    int partitions = producer.partitionsFor(Topics.AUDIT).size();
    for (int partition = 0; partition < partitions; partition++) {
      send(partition, heartbeat(at));
    }
    flush();
    return partitions;
  }

  private void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("not every record was sent", failure.get());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback learns of every failure.
  private void send(Integer partition, AuditRecord record) {
    byte[] key = partition == null ? record.getHost().getBytes(UTF_8) : null;
    producer.send(
        new ProducerRecord<>(
            Topics.AUDIT,
            partition,
            record.getReceivedAt().toEpochMilli(),
            key,
            serde.toBytes(record)),
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  private static AuditRecord heartbeat(Instant at) {
    return AuditRecord.newBuilder()
        .setKind(RecordKind.HEARTBEAT)
        .setHost("")
        .setSender("")
        .setReceivedAt(at)
        .setEventTime(at)
        .setEventTimeSource(EventTimeSource.RECEIVED)
        .setIngestor(FleetReader.INGESTOR)
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
