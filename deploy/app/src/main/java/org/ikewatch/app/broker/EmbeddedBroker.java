package org.ikewatch.app.broker;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole Kafka cluster of one node, in this process and on the loopback address only. */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker and returns when it accepts clients.
   *
   * @param dataDir where it keeps everything; made on first use, continued afterwards
   * @param port where clients connect; 0 for any free one
   * @throws EmbeddedStartException where the port or the directory cannot be had
   */
  public static EmbeddedBroker start(Path dataDir, int port) {
    Path directory = dataDir.toAbsolutePath().normalize();
    int clientPort = LocalPort.reserve(port, "the embedded broker");
    // Nobody but this node talks to its controller, so that its port may change at each start.
    int controllerPort = LocalPort.reserve(0, "the embedded broker's controller");
    DataDirectory.prepare(directory, BrokerSettings.NODE_ID, BrokerSettings.CONTROLLER);
    var settings = new BrokerSettings(directory, clientPort, controllerPort);
    var server = new KafkaRaftServer(new KafkaConfig(settings.toMap()), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException | Error e) {
      throw new EmbeddedStartException(
          "the embedded broker did not start on "
              + settings.bootstrapServers()
              + " with the data directory "
              + directory
              + ": "
              + e,
          e);
    }
    LOGGER
        .atInfo()
        .addKeyValue("bootstrapServers", settings.bootstrapServers())
        .addKeyValue("directory", directory)
        .log("embedded broker started");
    return new EmbeddedBroker(server, settings.bootstrapServers());
  }

  /** Where clients connect, as {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker and returns when everything is on disk and the directory is free. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
