package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.ingest.produce.BatchProducer;
import org.ikewatch.ingest.produce.Fates;
import org.ikewatch.ingest.produce.Key;
import org.ikewatch.ingest.produce.Message;
import org.ikewatch.ingest.produce.RecordProducer;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/**
 * Publishes to Kafka, by a spool on disk while the broker is away where there is one. Records of
 * one host go to one partition in their order; where there is no room the caller waits, and so the
 * sender of a stream is slowed down. Each record arrives at least once: twice where the broker's
 * acknowledgement was lost.
 */
public final class KafkaAuditPublisher implements AuditPublisher {
  private static final int BATCH_BYTES = 262_144;
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);

  private final String name;
  private final AvroSerde<AuditRecord> auditSerde;
  private final AuditRecordEncoder auditEncoder;
  private final AvroSerde<RejectedInput> rejectSerde;
  private final Delivery delivery;

  private KafkaAuditPublisher(
      SchemaRegistry registry,
      String name,
      IngestMetrics metrics,
      Window window,
      Function<Account, Delivery> delivery) {
    this.name = name;
    this.auditSerde = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    this.auditEncoder = new AuditRecordEncoder(auditSerde.prefix(), name);
    this.rejectSerde = AvroSerde.forValue(RejectedInput.class, Topics.REJECTS, registry);
    this.delivery = delivery.apply(new Account(metrics));
    PublishMeters.register(metrics, window, this.delivery);
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
        fates -> producer(config, fates),
        config.name(),
        config.delivery(),
        registry,
        metrics,
        clock);
  }

  /** A publisher over producers that this makes. */
  static KafkaAuditPublisher open(
      Flight.Producers producers,
      String name,
      DeliverySettings settings,
      SchemaRegistry registry,
      IngestMetrics metrics,
      Clock clock) {
    Window window = new Window(settings.inflightMax());
    Grace grace = new Grace(GRACE);
    Backoff backoff = new Backoff(FIRST_RETRY, LAST_RETRY);
    return new KafkaAuditPublisher(
        registry,
        name,
        metrics,
        window,
        account ->
            settings
                .spoolDirectory()
                .<Delivery>map(
                    directory ->
                        new SpoolingDelivery(
                            producers,
                            Spool.open(directory, settings.segmentBytes(), metrics),
                            window,
                            account,
                            settings,
                            grace,
                            backoff,
                            clock))
                .orElseGet(
                    () ->
                        new DirectDelivery(
                            producers, window, account, settings.brokerPatience(), grace, clock)));
  }

  /** A producer that loses and doubles nothing while a broker is there. */
  static RecordProducer<Parcel> producer(IngestConfig config, Fates<Parcel> fates) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    settings.putAll(config.kafka());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    return new BatchProducer<>(settings, fates);
  }

  @Override
  public Lane lane(Origin origin) {
    AuditRecordEncoder.OfOrigin encoder = auditEncoder.of(origin);
    Key key = new Key(origin.host().name().getBytes(UTF_8));
    return entry ->
        delivery.send(
            new Outgoing(
                new Message(Topics.AUDIT, entry.receivedAt(), key, encoder.encode(entry)),
                Parcel.ofRecord(entry.lines(), entry.receipt())));
  }

  @Override
  public void reject(RejectedInput input, Receipt receipt) {
    byte[] key = input.getSender().getBytes(UTF_8);
    long time = input.getReceivedAt().toEpochMilli();
    byte[] value = rejectSerde.toBytes(input);
    delivery.send(
        new Outgoing(
            new Message(Topics.REJECTS, time, key, value),
            new Parcel(new Content.Reject(input.getReason()), receipt)));
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
    delivery.clearWay().ifPresent(way -> heartbeat(way, receivedAt));
  }

  private void heartbeat(Flight way, long receivedAt) {
    byte[] value = auditSerde.toBytes(heartbeatAt(receivedAt));
    for (var partition : way.partitionsOf(Topics.AUDIT)) {
      way.offer(
          new Outgoing(
              new Message(
                  Topics.AUDIT,
                  partition.partition(),
                  receivedAt,
                  new Key(new byte[0]),
                  ByteBuffer.wrap(value)),
              new Parcel(new Content.Heartbeat(), Receipt.NONE)));
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
    return delivery.state();
  }

  @Override
  public void stopWaiting() {
    delivery.stopWaiting();
  }

  @Override
  public void close() {
    delivery.close();
  }
}
