package org.ikewatch.lab.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.ikewatch.schemas.Incident;

/** Feeds a scenario to an engine of its own. */
public final class ScenarioRunner {
  private final Function<Scenario, Engine> engines;

  /** A runner that tests the engine this makes for a scenario. */
  public ScenarioRunner(Function<Scenario, Engine> engines) {
    this.engines = engines;
  }

  /** What the engine published; an exception it throws is a fault. */
  public IncidentLog run(Scenario scenario) {
    Duration ahead = Collections.max(scenario.shifts());
    IncidentLog log = new IncidentLog(ahead);
    String host = scenario.script().spec().name();
    Engine engine = engines.apply(scenario);
    try {
      for (Step step : scenario.steps()) {
        if (step instanceof Step.Restarts) {
          engine = engine.restart();
        } else if (step instanceof Step.NothingNewFollows) {
          log.nothingNewFollows();
        } else {
          for (Incident incident : take(engine, step)) {
            if (incident.getHost().equals(host)) {
              log.add(incident, at(step));
            }
          }
        }
      }
    } catch (RuntimeException e) {
      log.fault("thrown: " + e);
    } finally {
      engine.close();
    }
    return log;
  }

  private static Instant at(Step step) {
    return step instanceof Step.Arrives arrives ? arrives.at() : ((Step.Passes) step).receivedAt();
  }

  private static List<Incident> take(Engine engine, Step step) {
    if (step instanceof Step.Arrives arrives) {
      return engine.process(arrives.record());
    }
    return engine.advance(((Step.Passes) step).receivedAt());
  }
}
