package org.ikewatch.sink;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.sink.incidents.DestinationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All destinations of one process, each fed on its own: one that fails holds up no other. */
public final class SinkService implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(SinkService.class);

  private final List<Sink> sinks = new ArrayList<>();

  private SinkService() {}

  /** Starts feeding every destination. */
  public static SinkService start(
      SinkServiceConfig config, SchemaRegistry registry, MeterRegistry meters, Clock clock) {
    SinkService service = new SinkService();
    try {
      for (SinkServiceConfig.Named one : config.destinations()) {
        SinkConfig feed = new SinkConfig(config.bootstrapServers(), one.policy(), config.kafka());
        service.sinks.add(Sink.start(feed, registry, one.config().open(one.name()), meters, clock));
      }
      LOGGER
          .atInfo()
          .addKeyValue(
              "destinations",
              config.destinations().stream().map(SinkServiceConfig.Named::name).toList())
          .log("sink started");
      return service;
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  /** How each destination does, in the order of the settings. */
  public List<DestinationState> states() {
    return sinks.stream().flatMap(sink -> sink.states().stream()).toList();
  }

  @Override
  public void close() {
    // All are told first: none waits for the one before.
    sinks.forEach(Sink::stop);
    sinks.forEach(Sink::close);
  }
}
