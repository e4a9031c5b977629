package org.ikewatch.bench.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ikewatch.bench.fleet.Detections;
import org.ikewatch.bench.fleet.Fleet;
import org.ikewatch.bench.fleet.FleetReader;
import org.ikewatch.bench.fleet.FleetShape;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.host.EngineStats;
import org.ikewatch.streams.host.HostProcessor;
import org.ikewatch.streams.host.MapStateStore;
import org.ikewatch.streams.incident.Change;
import org.ikewatch.streams.incident.PublishedIncident;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.topology.AuditEvents;

/** The engine of IKEwatch, with its state on the heap. */
public final class EnginePass implements EngineUnderTest {
  /** After the last record: longer than any count waits, shorter than it takes to resolve. */
  private static final Duration COUNTS = Duration.ofSeconds(40);

  private final CorrelationConfig config;
  private final List<AuditEvent> events;
  private final Detections truth;
  private final Instant end;

  private EnginePass(
      CorrelationConfig config, List<AuditEvent> events, Detections truth, Instant end) {
    this.config = config;
    this.events = events;
    this.truth = truth;
    this.end = end;
  }

  /** Reads this many records of the fleet into memory. */
  public static EnginePass prepare(FleetShape shape, int records, CorrelationConfig config) {
    Fleet fleet = new Fleet(shape, records);
    List<AuditEvent> events = new ArrayList<>(records);
    FleetReader.read(fleet, record -> events.add(AuditEvents.fromAvro(record)));
    return new EnginePass(config, events, fleet.detections(), fleet.end());
  }

  @Override
  public Detections truth() {
    return truth;
  }

  @Override
  public Pass measure() throws Exception {
    return Pass.measure(events.size(), this::run);
  }

  private Pass.State run() {
    Result result = new Result(new HostProcessor(config, new MapStateStore(), new EngineStats()));
    for (AuditEvent event : events) {
      result.keep(result.processor.process(event));
    }
    result.keep(result.processor.passTo(FleetReader.INGESTOR, end.plus(COUNTS)));
    return result;
  }

  private static final class Result implements Pass.State {
    private final HostProcessor processor;
    private final Map<String, Change> newest = new HashMap<>();

    Result(HostProcessor processor) {
      this.processor = processor;
    }

    void keep(List<Change> changes) {
      for (Change change : changes) {
        newest.put(change.incident().id(), change);
      }
    }

    @Override
    public Detections detections() {
      Detections detections = new Detections();
      for (Change change : newest.values()) {
        if (change instanceof Change.Publish publish) {
          PublishedIncident incident = publish.incident();
          detections.add(
              change.host(),
              incident.content().subject().peer().orElse("?"),
              incident.content().finding().verdict(),
              incident.content().lifecycle().attempts());
        }
      }
      return detections;
    }
  }
}
