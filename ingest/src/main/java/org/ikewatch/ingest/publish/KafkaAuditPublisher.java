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

  private final AvroSerde<AuditRecord> auditSerde;
  private final AuditRecordEncoder auditEncoder;
  private final AvroSerde<RejectedInput> rejectSerde;
  private final Clock clock;
  private final Account account;
  private final Delivery delivery;

  private KafkaAuditPublisher(
      SchemaRegistry registry,
      IngestMetrics metrics,
      Clock clock,
      Window window,
      Function<Account, Delivery> delivery) {
    this.auditSerde = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    this.auditEncoder = new AuditRecordEncoder(auditSerde.prefix());
    this.rejectSerde = AvroSerde.forValue(RejectedInput.class, Topics.REJECTS, registry);
    this.clock = clock;
    this.account = new Account(metrics);
    this.delivery = delivery.apply(account);
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
    return open(fates -> producer(config, fates), config.delivery(), registry, metrics, clock);
  }

  /** A publisher over producers that this makes. */
  static KafkaAuditPublisher open(
      Flight.Producers producers,
      DeliverySettings settings,
      SchemaRegistry registry,
      IngestMetrics metrics,
      Clock clock) {
    Window window = new Window(settings.inflightMax());
    Grace grace = new Grace(GRACE);
    Backoff backoff = new Backoff(FIRST_RETRY, LAST_RETRY);
    return new KafkaAuditPublisher(
        registry,
        metrics,
        clock,
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
   * Sends a heartbeat to every partition of the audit topic that had nothing for this long. None
   * while anything older waits, in the spool or for room: time must not pass it.
   *
   * @param behind how far the heartbeat's time stays behind the clock: records that still wait for
   *     a line are older than now
   */
  public void heartbeat(Duration idle, Duration behind) {
    delivery.clearWay().ifPresent(way -> heartbeat(way, idle, behind));
  }

  private void heartbeat(Flight way, Duration idle, Duration behind) {
    long now = clock.millis();
    long time = now - behind.toMillis();
    byte[] value = auditSerde.toBytes(heartbeatAt(time));
    for (var partition : way.partitionsOf(Topics.AUDIT)) {
      int number = partition.partition();
      if (now - account.time(number) >= idle.toMillis()) {
        account.noteTime(number, now);
        way.offer(
            new Outgoing(
                new Message(
                    Topics.AUDIT, number, time, new Key(new byte[0]), ByteBuffer.wrap(value)),
                new Parcel(new Content.Heartbeat(), Receipt.NONE)));
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
