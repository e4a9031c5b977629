package org.ikewatch.lab.harness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
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
import org.ikewatch.schemas.Topics;
import org.ikewatch.streams.topology.CorrelationConfig;
import org.ikewatch.streams.topology.CorrelationTopology;

/**
 * The live topology in Kafka's in-process driver. The driver keeps no changelog, so a restart reads
 * the input again from the beginning: what is published a second time is left out.
 */
public final class TopologyEngine implements Engine {
  private final AvroSerde<AuditRecord> audit;
  private final AvroSerde<Incident> incidents;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> in;
  private final TestOutputTopic<String, byte[]> out;
  private final List<AuditRecord> journal = new ArrayList<>();

  public TopologyEngine() {
    InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    audit = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    incidents = AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "ikewatch-lab");
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver =
        new TopologyTestDriver(
            CorrelationTopology.build(CorrelationConfig.DEFAULT, registry), properties);
    in = driver.createInputTopic(Topics.AUDIT, new StringSerializer(), new ByteArraySerializer());
    out =
        driver.createOutputTopic(
            Topics.INCIDENTS, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public List<Incident> process(AuditRecord record) {
    journal.add(record);
    in.pipeInput(record.getHost(), audit.toBytes(record), record.getReceivedAt());
    List<Incident> published = new ArrayList<>();
    while (!out.isEmpty()) {
      published.add(incidents.fromBytes(out.readValue()));
    }
    return published;
  }

  @Override
  public List<Incident> advance(Instant receivedAt) {
    return process(Heartbeats.of(receivedAt));
  }

  @Override
  public Engine restart() {
    close();
    TopologyEngine again = new TopologyEngine();
    journal.forEach(again::process);
    return again;
  }

  @Override
  public void close() {
    driver.close();
  }
}
