package org.ikewatch.app.registry;

import io.javalin.Javalin;
import java.util.List;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.ikewatch.app.broker.EmbeddedStartException;
import org.ikewatch.app.broker.LocalPort;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.schemas.TopicSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in this process, on the loopback address, that keeps its schemas in Kafka: any
 * client of the Confluent Schema Registry can use it.
 */
public final class EmbeddedSchemaRegistry implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedSchemaRegistry.class);
  private static final int MAX_THREADS = 64;
  private static final int MIN_THREADS = 2;

  private final RegistryLog log;
  private final Javalin app;
  private final String url;

  private EmbeddedSchemaRegistry(RegistryLog log, Javalin app, String url) {
    this.log = log;
    this.app = app;
    this.url = url;
  }

  /**
   * Starts a registry and returns when it knows everything that was registered before.
   *
   * @param bootstrapServers the embedded broker
   * @param port where clients connect; 0 for any free one
   * @throws EmbeddedStartException where the port or the broker cannot be had
   */
  public static EmbeddedSchemaRegistry start(String bootstrapServers, int port) {
    int free = LocalPort.reserve(port, "the embedded schema registry");
    var state = new RegistryState();
    RegistryLog log = openLog(bootstrapServers, state);
    Javalin app = app();
    var service = new RegistryService(state, log::append);
    new RegistryRoutes(state, service).addTo(app);
    try {
      OurSubjects.hidePreReleases(state, service);
      app.start(LocalPort.HOST, free);
    } catch (RuntimeException e) {
      log.close();
      throw new EmbeddedStartException(
          "the embedded schema registry did not start on " + LocalPort.HOST + ":" + free + ": " + e,
          e);
    }
    String url = "http://" + LocalPort.HOST + ":" + free;
    LOGGER.atInfo().addKeyValue("url", url).log("embedded schema registry started");
    return new EmbeddedSchemaRegistry(log, app, url);
  }

  private static RegistryLog openLog(String bootstrapServers, RegistryState state) {
    try {
      TopicProvisioner.provision(
          bootstrapServers, List.of(TopicSettings.compacted(RegistryLog.TOPIC)), 1);
      return RegistryLog.open(bootstrapServers, state);
    } catch (RuntimeException e) {
      throw new EmbeddedStartException(
          "the embedded schema registry cannot read its topic "
              + RegistryLog.TOPIC
              + " at "
              + bootstrapServers
              + " ("
              + e.getMessage()
              + "); start the broker first",
          e);
    }
  }

  private static Javalin app() {
    return Javalin.create(
        config -> {
          config.showJavalinBanner = false;
          config.startupWatcherEnabled = false;
          config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        });
  }

  /** The base URL for clients. */
  public String url() {
    return url;
  }

  @Override
  public void close() {
    app.stop();
    log.close();
  }
}
