package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/**
 * Publishes to Kafka, through a spool on disk while the broker is unavailable or slow. Records of
 * one host go to one partition in their order; where there is no room the caller waits, and so the
 * sender of a stream is slowed down. Each record arrives at least once: twice only where a producer
 * had to be given up and its acknowledgement was lost. Lines that are no audit records go their own
 * way, and never delay a record.
 */
public final class KafkaAuditPublisher implements AuditPublisher {
  private static final byte[] NO_KEY = {};
  private static final int BATCH_BYTES = 262_144;

  /** What the producer's batches may take for each byte in flight: many are not full. */
  private static final int BATCHES_PER_BYTE = 3;

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);

  private final String name;
  private final AvroSerde<AuditRecord> auditSerde;
  private final AuditRecordEncoder auditEncoder;
  private final AvroSerde<RejectedInput> rejectSerde;
  private final KafkaDelivery audit;
  private final RejectQueue rejects;

  private KafkaAuditPublisher(
      SchemaRegistry registry, String name, KafkaDelivery audit, RejectQueue rejects) {
    this.name = name;
    this.auditSerde = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    this.auditEncoder = new AuditRecordEncoder(auditSerde.prefix(), name);
    this.rejectSerde = AvroSerde.forValue(RejectedInput.class, Topics.REJECTS, registry);
    this.audit = audit;
    this.rejects = rejects;
  }

  /**
   * A publisher as the configuration has it.
   *
   * @throws org.ikewatch.schemas.SchemaRegistryException where a contract cannot be registered
   * @throws SpoolException where the spool's directory cannot be used
   */
  public static KafkaAuditPublisher open(
      IngestConfig config, SchemaRegistry registry, IngestMetrics metrics, Clock clock) {
    return open(
        settings -> producer(config, settings),
        config.name(),
        config.delivery(),
        registry,
        metrics,
        clock);
  }

  /** A publisher over producers that this makes, for deliveries with these settings. */
  static KafkaAuditPublisher open(
      Function<DeliverySettings, Producer<byte[], byte[]>> producers,
      String name,
      DeliverySettings settings,
      SchemaRegistry registry,
      IngestMetrics metrics,
      Clock clock) {
    Account account = new Account(metrics);
    KafkaDelivery audit =
        delivery("ingest-audit", Topics.AUDIT, producers, settings, metrics, account, clock);
    try {
      RejectQueue rejects =
          new RejectQueue(
              delivery(
                  "ingest-rejects",
                  Topics.REJECTS,
                  producers,
                  settings.ofRejects(),
                  metrics,
                  account,
                  clock),
              account,
              settings.rejectRate(),
              clock);
      try {
        PublishMeters.register(metrics, List.of(audit, rejects.delivery()));
        return new KafkaAuditPublisher(registry, name, audit, rejects);
      } catch (RuntimeException e) {
        rejects.close();
        throw e;
      }
    } catch (RuntimeException e) {
      // Its spool would stay locked.
      audit.close();
      throw e;
    }
  }

  private static KafkaDelivery delivery(
      String name,
      String topic,
      Function<DeliverySettings, Producer<byte[], byte[]>> producers,
      DeliverySettings settings,
      IngestMetrics metrics,
      Account account,
      Clock clock) {
    return new KafkaDelivery(
        name,
        topic,
        () -> producers.apply(settings),
        Spool.open(settings.spoolDirectory(), settings.segmentBytes(), metrics),
        new InFlightLimit(settings.inflightMax(), settings.inflightBytes()),
        account,
        settings,
        new Grace(GRACE),
        new Backoff(FIRST_RETRY, LAST_RETRY),
        clock);
  }

  /**
   * Kafka's producer, set so that a slow broker gets nothing twice: it never gives a batch up, and
   * numbers what it sends. What is in flight is bounded below its memory, so that {@code send}
   * waits for none.
   */
  private static Producer<byte[], byte[]> producer(IngestConfig config, DeliverySettings settings) {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    all.putAll(config.kafka());
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
    all.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        Long.toString(BATCHES_PER_BYTE * settings.inflightBytes()));
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Lane lane(Origin origin) {
    AuditRecordEncoder.OfOrigin encoder = auditEncoder.of(origin);
    byte[] key = origin.host().name().getBytes(UTF_8);
    return entry ->
        audit.send(
            new Outgoing(
                Topics.AUDIT,
                entry.receivedAt(),
                key,
                bytes(encoder.encode(entry)),
                Content.Audit.of(entry.lines()),
                entry.receipt()));
  }

  private static byte[] bytes(ByteBuffer shared) {
    byte[] bytes = new byte[shared.remaining()];
    shared.get(shared.position(), bytes);
    return bytes;
  }

  @Override
  public void reject(RejectedInput input, Receipt receipt) {
    byte[] key = input.getSender().getBytes(UTF_8);
    long time = input.getReceivedAt().toEpochMilli();
    byte[] value = rejectSerde.toBytes(input);
    rejects.add(
        new Outgoing(
            Topics.REJECTS, time, key, value, new Content.Reject(input.getReason()), receipt));
  }

  /**
   * Sends a heartbeat to every partition of the audit topic, behind everything that was published
   * before. None while the spool has records or the broker is unavailable: a heartbeat must not
   * overtake them. May wait for the broker to tell the partitions.
   *
   * @param receivedAt the heartbeat's time, in milliseconds since the epoch: everything that was
   *     received before it was given to this publisher, and the calls have returned
   */
  public void heartbeat(long receivedAt) {
    audit.clearWay().ifPresent(way -> heartbeat(way, receivedAt));
  }

  private void heartbeat(ProducerSession way, long receivedAt) {
    byte[] value = auditSerde.toBytes(heartbeatAt(receivedAt));
    for (var partition : way.partitionsOf(Topics.AUDIT)) {
      way.offer(
          new Outgoing(
              Topics.AUDIT,
              OptionalInt.of(partition.partition()),
              receivedAt,
              NO_KEY,
              value,
              new Content.Heartbeat(),
              Receipt.NONE));
    }
  }

  private AuditRecord heartbeatAt(long millis) {
    return AuditRecord.newBuilder()
        .setKind(RecordKind.HEARTBEAT)
        .setHost("")
        .setSender("")
        .setReceivedAt(Instant.ofEpochMilli(millis))
        .setEventTime(Instant.ofEpochMilli(millis))
        .setIngestor(name)
        .build();
  }

  @Override
  public PublisherState state() {
    return audit.state();
  }

  @Override
  public void stopWaiting() {
    audit.stopWaiting();
  }

  @Override
  public void close() {
    rejects.close();
    audit.close();
  }
}
