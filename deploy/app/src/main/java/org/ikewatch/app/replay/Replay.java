package org.ikewatch.app.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Topics;
import org.ikewatch.streams.topology.CorrelationConfig;
import org.ikewatch.streams.topology.CorrelationTopology;

/**
 * Runs the live topology over records without a broker, in Kafka's own in-process driver.
 *
 * <p>The files of different hosts need not cover the same time, so time passes for each host by its
 * own records alone: the driver's stream time stands still.
 */
public final class Replay implements AutoCloseable {
  /** Long enough for a failure that waits for the record beside it; too short to end a trouble. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final AvroSerde<AuditRecord> audit;
  private final AvroSerde<Incident> incidentSerde;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> in;
  private final TestOutputTopic<String, byte[]> out;
  private final Map<String, Instant> receivedAt = new TreeMap<>();
  private final Map<String, Incident> newest = new HashMap<>();

  public Replay(CorrelationConfig config) {
    InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    audit = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    incidentSerde = AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "ikewatch-replay");
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver = new TopologyTestDriver(CorrelationTopology.build(config, registry), properties);
    in = driver.createInputTopic(Topics.AUDIT, new StringSerializer(), new ByteArraySerializer());
    out =
        driver.createOutputTopic(
            Topics.INCIDENTS, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Feeds the next record of its host. */
  public void feed(AuditRecord record) {
    receivedAt.put(record.getHost(), record.getReceivedAt());
    pipe(record);
  }

  /**
   * The final revision of every incident that stands, ordered by {@code openedAt}, then {@code
   * incidentId}.
   */
  public List<Incident> incidents() {
    return incidents(SETTLE);
  }

  /** The same, after so much time has passed on each host's clock since its last record. */
  public List<Incident> incidents(Duration passing) {
    receivedAt.forEach((host, time) -> pipe(heartbeat(host, time.plus(passing))));
    List<Incident> all = new ArrayList<>(newest.values());
    all.removeIf(incident -> incident.getStatus() == Status.WITHDRAWN);
    all.sort(Comparator.comparing(Incident::getOpenedAt).thenComparing(Incident::getIncidentId));
    return all;
  }

  @Override
  public void close() {
    driver.close();
  }

  private void pipe(AuditRecord record) {
    in.pipeInput(record.getHost(), audit.toBytes(record), Instant.EPOCH);
    while (!out.isEmpty()) {
      Incident incident = incidentSerde.fromBytes(out.readValue());
      newest.put(incident.getIncidentId(), incident);
    }
  }

  private static AuditRecord heartbeat(String host, Instant time) {
    return AuditRecord.newBuilder()
        .setKind(RecordKind.HEARTBEAT)
        .setHost(host)
        .setSender("")
        .setReceivedAt(time)
        .setEventTime(time)
        .build();
  }
}
