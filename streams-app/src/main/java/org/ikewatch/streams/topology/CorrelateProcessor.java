package org.ikewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.streams.host.CacheBudget;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.host.HostProcessor;
import org.ikewatch.streams.incident.Change;

/**
 * Feeds the records of one partition to its {@link HostProcessor} and publishes what changes. Time
 * is what the records and heartbeats of the ingestors show. A record that cannot be read or
 * processed goes to the dead letters, and the next one is taken.
 */
final class CorrelateProcessor implements Processor<byte[], byte[], String, SpecificRecord> {
  private final CorrelationConfig config;
  private final RetryingReader reader;
  private final PartitionStats stats;
  private final CacheBudget cache;
  private ProcessorContext<String, SpecificRecord> context;
  private HostProcessor hosts;
  private EarlyCommit commits;

  CorrelateProcessor(
      CorrelationConfig config,
      AvroSerde<AuditRecord> audit,
      PartitionStats stats,
      CacheBudget cache) {
    this.cache = cache;
    this.config = config;
    this.reader = new RetryingReader(audit);
    this.stats = stats;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    commits = new EarlyCommit(context);
    hosts =
        new HostProcessor(
            config, new KafkaStateStore(context), stats.of(context.taskId().partition()), cache);
  }

  @Override
  public void process(Record<byte[], byte[]> input) {
    stats.received(context.taskId().partition(), input.timestamp());
    AuditRecord value;
    try {
      value = reader.read(input.value());
    } catch (SerializationException e) {
      deadLetter(input, "UNREADABLE_RECORD", e);
      return;
    }
    try {
      publish(changes(input, value));
    } catch (KafkaException e) {
      // The stores or the client failed, not the record.
      throw e;
    } catch (RuntimeException e) {
      deadLetter(input, "PROCESSING_FAILED", e);
    }
  }

  private List<Change> changes(Record<byte[], byte[]> input, AuditRecord value) {
    return switch (value.getKind()) {
      case RECORD -> {
        requireOwner(input.key(), value.getHost());
        yield hosts.process(AuditEvents.fromAvro(value));
      }
      case HEARTBEAT -> hosts.passTo(AuditEvents.ingestorOf(value), value.getReceivedAt());
      // A kind of a newer contract means nothing here.
      case UNKNOWN -> List.of();
    };
  }

  /** A record under another key would give its host a second owner. */
  private static void requireOwner(byte[] key, String host) {
    if (key != null && !Arrays.equals(key, host.getBytes(UTF_8))) {
      throw new IllegalArgumentException(
          "the record's key is not its host; send it again with the key " + host);
    }
  }

  private void publish(List<Change> changes) {
    for (Change change : changes) {
      context.forward(
          new Record<>(
              change.incident().id(),
              IncidentRecords.toAvro(change),
              Math.max(0, change.at().toEpochMilli())),
          Names.INCIDENTS_SINK);
    }
    commits.published(changes.size());
  }

  private void deadLetter(Record<byte[], byte[]> input, String reason, RuntimeException why) {
    RecordMetadata origin =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("an input record has an origin"));
    stats.deadLetter();
    context.forward(
        new Record<>(
            origin.topic() + "-" + origin.partition(),
            DeadLetterRecords.of(input, origin, reason, why),
            Math.max(0, input.timestamp())),
        Names.DEADLETTERS_SINK);
  }

  @Override
  public void close() {
    hosts.close();
    stats.release(context.taskId().partition());
  }
}
