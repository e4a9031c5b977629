package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both directions, byte for byte, against Confluent's unmodified classes on a real registry. */
class ConfluentInteropIT {
  private static final String ARTIFACT = "org.apache.pinot:pinot-confluent-avro:1.5.0:jar:shaded";
  private static final Path JAR =
      Path.of(
          System.getProperty("ikewatch.maven.repository"),
          "org/apache/pinot/pinot-confluent-avro/1.5.0/pinot-confluent-avro-1.5.0-shaded.jar");

  private static ApicurioProcess registry;
  private static ConfluentClasses confluent;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Files.exists(JAR),
        "fetch Confluent's classes first: mvn"
            + " org.apache.maven.plugins:maven-dependency-plugin:2.8:get -Dtransitive=false"
            + " -Dartifact="
            + ARTIFACT);
    registry = ApicurioProcess.start(Path.of(System.getProperty("ikewatch.apicurio.directory")));
    confluent = new ConfluentClasses(JAR, registry.url());
  }

  @AfterAll
  static void stop() throws Exception {
    if (confluent != null) {
      confluent.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void shouldExchangeAuditRecords() throws Exception {
    shouldExchange(AuditRecord.class, Topics.AUDIT, Samples.auditRecord());
  }

  @Test
  void shouldExchangeIncidents() throws Exception {
    shouldExchange(Incident.class, Topics.INCIDENTS, Samples.incident());
  }

  private static <T extends SpecificRecord> void shouldExchange(
      Class<T> type, String topic, T record) throws Exception {
    // Given
    AvroSerde<T> ours = AvroSerde.forValue(type, topic, new HttpSchemaRegistry(registry.url()));
    byte[] written = ours.toBytes(record);

    // When
    Object readByTheirs = confluent.deserialize(topic, written);
    byte[] writtenByTheirs = confluent.serialize(topic, readByTheirs);

    // Then
    assertThat(readByTheirs.toString()).contains("hpux042", "MM_TIMEOUT", "15.2.2.2");
    assertThat(writtenByTheirs).isEqualTo(written);
    assertThat(ours.fromBytes(writtenByTheirs)).isEqualTo(record);
  }
}
