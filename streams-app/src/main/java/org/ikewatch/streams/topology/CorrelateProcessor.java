package org.ikewatch.streams.topology;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.streams.incident.HostIncidents;
import org.ikewatch.streams.incident.Revision;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * Feeds each host's records to its incidents and publishes what changes. Time is the records'
 * receive time only, heartbeats included. A record that cannot be read goes to the dead letters,
 * and the next one is taken.
 */
final class CorrelateProcessor implements Processor<byte[], byte[], String, SpecificRecord> {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final CorrelationConfig config;
  private final AvroSerde<AuditRecord> audit;
  private ProcessorContext<String, SpecificRecord> context;
  private HostState state;
  private Map<String, HostIncidents> hosts;

  CorrelateProcessor(CorrelationConfig config, AvroSerde<AuditRecord> audit) {
    this.config = config;
    this.audit = audit;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    state = new HostState(config, audit, context);
    hosts = state.load();
    context.schedule(TICK, PunctuationType.STREAM_TIME, now -> pass(Instant.ofEpochMilli(now)));
  }

  @Override
  public void process(Record<byte[], byte[]> input) {
    AuditEvent event;
    try {
      AuditRecord value = audit.fromBytes(input.value() == null ? new byte[0] : input.value());
      if (value.getKind() == RecordKind.HEARTBEAT) {
        heartbeat(value);
        return;
      }
      if (value.getKind() != RecordKind.RECORD) {
        // A kind of a newer contract: only its time, which is the stream's, means anything here.
        return;
      }
      event = Events.of(value);
    } catch (SerializationException | IllegalArgumentException e) {
      deadLetter(input, e);
      return;
    }
    correlate(event, input.value());
  }

  private void correlate(AuditEvent event, byte[] bytes) {
    String host = event.host();
    HostIncidents incidents =
        hosts.computeIfAbsent(
            host, name -> new HostIncidents(name, config.lifeCycle(), config.grace()));
    incidents
        .take(event)
        .ifPresent(
            taken -> {
              state.keep(host, taken.kept(), bytes);
              boolean first = taken.kept().arrival() == 0 && !taken.kept().run();
              if (first || !taken.settled().isEmpty()) {
                state.settle(host, taken.settled(), incidents.checkpoint());
              }
              publish(taken.revisions());
            });
  }

  /** Ingest's heartbeats name no host and move the stream's time; a replay's move one host's. */
  private void heartbeat(AuditRecord value) {
    HostIncidents incidents = hosts.get(value.getHost());
    if (incidents != null) {
      publish(incidents.passTo(value.getReceivedAt()));
    }
  }

  private void pass(Instant received) {
    hosts.values().forEach(incidents -> publish(incidents.passTo(received)));
  }

  private void publish(List<Revision> revisions) {
    for (Revision revision : revisions) {
      state.note(revision);
      if (revision.published()) {
        context.forward(
            new Record<>(
                revision.content().head().incidentId(),
                Incidents.of(revision),
                Math.max(0, revision.at().toEpochMilli())),
            Names.INCIDENTS_SINK);
      }
    }
  }

  private void deadLetter(Record<byte[], byte[]> input, RuntimeException why) {
    RecordMetadata origin =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("an input record has an origin"));
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setStage("streams-app")
            .setReason("UNREADABLE_RECORD")
            .setDetail(String.valueOf(why.getMessage()))
            .setOriginTopic(origin.topic())
            .setOriginPartition(origin.partition())
            .setOriginOffset(origin.offset())
            .setOriginTimestamp(Instant.ofEpochMilli(input.timestamp()))
            .setKey(input.key() == null ? null : ByteBuffer.wrap(input.key()))
            .setBytes(input.value() == null ? null : ByteBuffer.wrap(input.value()))
            .build();
    context.forward(
        new Record<>(origin.topic() + "-" + origin.partition(), letter, input.timestamp()),
        Names.DEADLETTERS_SINK);
  }
}
