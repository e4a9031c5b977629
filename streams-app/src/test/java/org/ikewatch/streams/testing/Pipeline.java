package org.ikewatch.streams.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Topics;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.topology.CorrelationTopology;
import org.ikewatch.streams.topology.PartitionStats;

/** The topology under the test driver: records in, incidents out. */
public final class Pipeline implements AutoCloseable {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerde<AuditRecord> audit =
      AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> in;
  private final TestOutputTopic<String, Incident> incidents;
  private final TestOutputTopic<String, DeadLetter> deadLetters;

  public Pipeline() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver =
        new TopologyTestDriver(
            CorrelationTopology.build(CorrelationConfig.DEFAULT, registry, new PartitionStats()),
            properties);
    in = driver.createInputTopic(Topics.AUDIT, new StringSerializer(), new ByteArraySerializer());
    incidents =
        driver.createOutputTopic(
            Topics.INCIDENTS,
            new StringDeserializer(),
            AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry).deserializer());
    deadLetters =
        driver.createOutputTopic(
            Topics.DEADLETTERS,
            new StringDeserializer(),
            AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry).deserializer());
  }

  /** Feeds the records in the order given. */
  public Pipeline feed(AuditRecord... records) {
    return feed(Arrays.asList(records));
  }

  /** Feeds the records in the order given. */
  public Pipeline feed(List<AuditRecord> records) {
    for (AuditRecord one : records) {
      in.pipeInput(one.getHost(), audit.toBytes(one), one.getReceivedAt());
    }
    return this;
  }

  public byte[] bytesOf(AuditRecord one) {
    return audit.toBytes(one);
  }

  public void feedBytes(String host, byte[] bytes) {
    in.pipeInput(host, bytes, Script.T0);
  }

  /** Every revision published since last asked. */
  public List<Incident> revisions() {
    return incidents.readValuesToList();
  }

  /** The newest revision of each incident published since last asked, in order of first sight. */
  public List<Incident> incidents() {
    Map<String, Incident> newest = new LinkedHashMap<>();
    revisions().forEach(one -> newest.put(one.getIncidentId(), one));
    return new ArrayList<>(newest.values());
  }

  public List<DeadLetter> deadLetters() {
    return deadLetters.readValuesToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
