package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to Kafka. Records of one host go to one partition in their order; a full buffer makes
 * the caller wait, and so slows down the sender of a stream.
 */
public final class KafkaAuditPublisher implements AuditPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaAuditPublisher.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;
  private final AvroSerde<AuditRecord> auditSerde;
  private final AvroSerde<RejectedInput> rejectSerde;
  private final IngestMetrics metrics;
  private final Clock clock;
  private final Map<Integer, Long> lastSent = new ConcurrentHashMap<>();
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * A publisher over this producer, which it closes.
   *
   * @throws org.ikewatch.schemas.SchemaRegistryException where a contract cannot be registered
   */
  public KafkaAuditPublisher(
      Producer<byte[], byte[]> producer,
      SchemaRegistry registry,
      IngestMetrics metrics,
      Clock clock) {
    this.producer = producer;
    this.auditSerde = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    this.rejectSerde = AvroSerde.forValue(RejectedInput.class, Topics.REJECTS, registry);
    this.metrics = metrics;
    this.clock = clock;
  }

  /** A producer that loses and doubles nothing while a broker is there. */
  public static Producer<byte[], byte[]> producer(IngestConfig config) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    settings.putAll(config.kafka());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void publish(AuditRecord auditRecord, int lines, Receipt receipt) {
    byte[] key = auditRecord.getHost().getBytes(UTF_8);
    long time = auditRecord.getReceivedAt().toEpochMilli();
    send(
        new ProducerRecord<>(Topics.AUDIT, null, time, key, auditSerde.toBytes(auditRecord)),
        partition -> {
          lastSent.put(partition, clock.millis());
          metrics.published(lines);
          receipt.settle();
        },
        lines);
  }

  @Override
  public void reject(RejectedInput input, Receipt receipt) {
    byte[] key = input.getSender().getBytes(UTF_8);
    long time = input.getReceivedAt().toEpochMilli();
    send(
        new ProducerRecord<>(Topics.REJECTS, null, time, key, rejectSerde.toBytes(input)),
        partition -> {
          metrics.rejected(input.getReason());
          receipt.settle();
        },
        1);
  }

  /**
   * Sends a heartbeat to every partition of the audit topic that had nothing for this long.
   *
   * @param behind how far the heartbeat's time stays behind the clock: records that still wait for
   *     a line are older than now
   */
  public void heartbeat(Duration idle, Duration behind) {
    long now = clock.millis();
    long time = now - behind.toMillis();
    byte[] value = auditSerde.toBytes(heartbeatAt(time));
    for (var partition : producer.partitionsFor(Topics.AUDIT)) {
      int number = partition.partition();
      if (now - lastSent.getOrDefault(number, 0L) >= idle.toMillis()) {
        send(
            new ProducerRecord<>(Topics.AUDIT, number, time, new byte[0], value),
            sent -> {
              lastSent.put(sent, now);
              metrics.heartbeat();
            },
            0);
      }
    }
  }

  private static AuditRecord heartbeatAt(long millis) {
    return AuditRecord.newBuilder()
        .setKind(RecordKind.HEARTBEAT)
        .setHost("")
        .setSender("")
        .setReceivedAt(Instant.ofEpochMilli(millis))
        .setEventTime(Instant.ofEpochMilli(millis))
        .build();
  }

  private void send(ProducerRecord<byte[], byte[]> sent, IntConsumer acknowledged, int lines) {
    try {
      // Its result comes to the callback as well.
      var unused =
          producer.send(
              sent,
              (metadata, failure) -> {
                if (failure == null) {
                  failing.set(false);
                  acknowledged.accept(metadata.partition());
                } else {
                  dropped(failure, lines);
                }
              });
    } catch (RuntimeException e) {
      dropped(e, lines);
    }
  }

  private void dropped(Exception failure, int lines) {
    DropReason reason = DropReason.of(failure);
    if (lines > 0) {
      metrics.dropped(reason.name(), lines);
    }
    if (failing.compareAndSet(false, true)) {
      LOG.atError()
          .addKeyValue("reason", reason)
          .setCause(failure)
          .log("Records do not reach Kafka; the loss is counted until they do");
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
