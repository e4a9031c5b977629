package org.ikewatch.app.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.LocalPort;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.app.sink.IncidentProducer;
import org.ikewatch.schemas.ApicurioProcess;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.schemas.Samples;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what stands on the page of the topics, as it stands there but for the ports. */
class TopicsPageIT {
  private static final Path PAGE = Path.of("../../schemas/README.md");
  private static final Path CONNECT = Path.of("target/connect").toAbsolutePath();
  private static final Path APICURIO =
      Path.of("../../schemas/target/apicurio").toAbsolutePath().normalize();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Of every record: of today, as the topic does not keep what is old. */
  private final long stamp = System.currentTimeMillis();

  @TempDir private Path directory;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    TopicProvisioner.provision(broker.bootstrapServers(), TopicSettings.all(), 1);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private List<String> blocks(String language) throws IOException {
    Matcher blocks =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    List<String> all = new ArrayList<>();
    while (blocks.find()) {
      all.add(blocks.group(1).replace("localhost:9092", broker.bootstrapServers()));
    }
    return all;
  }

  private static Incident incident(String id) {
    Incident incident = Samples.incident();
    incident.setIncidentId(id);
    return incident;
  }

  private void publish(String registry, String... ids) {
    try (KafkaProducer<String, Incident> producer =
        IncidentProducer.open(broker.bootstrapServers(), registry, Map.of())) {
      for (String id : ids) {
        producer.send(new ProducerRecord<>(Topics.INCIDENTS, 0, stamp, id, incident(id))).get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldRunTheProgramOfThePage() throws Exception {
    // Given
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0)) {
      publish(registry.url(), "7f3a", "9eb9");
      Path program =
          Files.writeString(directory.resolve("IncidentReader.java"), blocks("java").get(0));

      // When
      Process reader =
          new ProcessBuilder(
                  JAVA,
                  "-cp",
                  System.getProperty("java.class.path"),
                  program.toString(),
                  broker.bootstrapServers(),
                  registry.url())
              .redirectError(directory.resolve("reader.log").toFile())
              .start();

      // Then
      try {
        IncidentJson json = new IncidentJson();
        // Its log may stand between them.
        List<String> read =
            reader
                .inputReader(UTF_8)
                .lines()
                .filter(line -> line.startsWith("{"))
                .limit(2)
                .toList();
        assertThat(read).containsExactly(json.line(incident("7f3a")), json.line(incident("9eb9")));
      } finally {
        reader.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void shouldShowWithKcatWhatThePageSays() throws Exception {
    // Given
    assumeThat(Path.of("/usr/bin/kcat")).as("kcat is not installed").exists();
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0)) {
      publish(registry.url(), "7f3a", "9eb9");

      // When
      List<String> outputs = new ArrayList<>();
      for (String command : blocks("sh")) {
        outputs.add(run(command));
      }

      // Then
      assertThat(outputs)
          .containsExactly(
              """
              7f3a revision at partition 0 offset 0, STAMP, 147 bytes
              9eb9 revision at partition 0 offset 1, STAMP, 147 bytes
              """
                  .replace("STAMP", Long.toString(stamp)),
              """
              7f3a magic and schema id 0 1
              9eb9 magic and schema id 0 1
              """);
    }
  }

  private static String run(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void shouldFeedAKafkaConnectWorker() throws Exception {
    // Given
    assumeThat(CONNECT).as("Kafka Connect is not fetched; .ci/run does").exists();
    assumeThat(APICURIO).as("Apicurio is not unpacked; the tests of schemas do").exists();
    try (ApicurioProcess registry = ApicurioProcess.start(APICURIO)) {
      publish(registry.url().toString(), "7f3a", "9eb9");
      List<String> pages = blocks("properties");
      URI address = registry.url().resolve("/");
      Path worker =
          Files.writeString(
              directory.resolve("worker.properties"),
              pages
                  .get(0)
                  .replace("http://localhost:8080/", address.toString())
                  .replace("localhost:8083", "127.0.0.1:" + LocalPort.reserve(0, "Connect")));
      Path connector = Files.writeString(directory.resolve("connector.properties"), pages.get(1));

      // When
      Process connect =
          new ProcessBuilder(
                  JAVA,
                  "-cp",
                  CONNECT + "/*",
                  "org.apache.kafka.connect.cli.ConnectStandalone",
                  worker.toString(),
                  connector.toString())
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("connect.log").toFile())
              .start();

      // Then
      try {
        await()
            .atMost(Duration.ofSeconds(90))
            .failFast("the worker has ended", () -> !connect.isAlive())
            .untilAsserted(
                () -> assertThat(written()).as(lines("connect.log").toString()).hasSize(2));
        assertThat(written().get(0))
            .startsWith(
                "Struct{incidentId=7f3a,revision=1,scope=PEER,status=OPEN,verdict=MM_FAILURE,"
                    + "confidence=CONFIRMED,cause=SILENT_PEER,host=hpux042,peer=15.2.2.2,")
            .contains("text=MM negotiation timeout, src 15.2.2.2")
            .endsWith("nextCommands=[ipsec_report -mad],explanation=[],peerProvenance=UNKNOWN}");
        assertThat(written().get(1)).startsWith("Struct{incidentId=9eb9,revision=1,");
      } finally {
        connect.destroyForcibly().waitFor();
      }
    }
  }

  private List<String> written() {
    return lines("incidents.txt");
  }

  private List<String> lines(String name) {
    Path file = directory.resolve(name);
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
