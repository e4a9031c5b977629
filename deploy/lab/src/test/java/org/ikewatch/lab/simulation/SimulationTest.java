package org.ikewatch.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.ikewatch.lab.harness.Engine;
import org.ikewatch.lab.harness.TopologyEngine;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class SimulationTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration DURATION =
      Duration.ofSeconds(Long.getLong("lab.simulation.seconds", 10));

  /** Publishes nothing, or what a test wants for each failure that names its peer. */
  private static class ScriptedEngine implements Engine {

    @Override
    public List<Incident> process(AuditRecord record) {

      return List.of();
    }

    @Override
    public List<Incident> advance(Instant receivedAt) {
      return List.of();
    }

    @Override
    public Engine restart() {
      return this;
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldProduceEveryFaultAndMostStories() {
    // Given
    Simulation simulation = simulation(ScriptedEngine::new);
    SimulationTotals totals = new SimulationTotals();

    // When
    for (long seed = 1; seed <= 3; seed++) {
      totals.add(simulation.cell(seed));
    }

    // Then
    assertThat(totals.violations()).isEmpty();
    assertThat(totals.faults()).containsOnlyKeys(FaultKind.values());
    assertThat(totals.stories()).hasSizeGreaterThan(30);
  }

  @Test
  void shouldMakeTheSameCellOfTheSameSeed() {
    // Given
    Simulation simulation = simulation(ScriptedEngine::new);

    // When
    CellReport first = simulation.cell(7);
    CellReport second = simulation.cell(7);

    // Then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void shouldReportWhatIsConfirmedAndNotTrue() {
    // Given
    Simulation simulation =
        simulation(
            () ->
                new ScriptedEngine() {
                  @Override
                  public List<Incident> process(AuditRecord record) {
                    return record.getText().startsWith("MM negotiation complete")
                        ? List.of(confirmed(record))
                        : List.of();
                  }
                });

    // When
    List<String> violations = simulation.cell(1).violations();

    // Then
    assertThat(violations).anyMatch(one -> one.startsWith("CONFIRMED and not true"));
  }

  @Test
  @EnabledIfSystemProperty(named = "lab.full", matches = "true")
  void shouldHoldWhateverHappens() {
    // Given
    long randomSeed = new SplittableRandom().nextInt(1 << 30);
    System.out.println("simulation: random seed " + randomSeed);
    Simulation simulation = simulation(TopologyEngine::new);
    SimulationTotals totals = new SimulationTotals();

    // When
    simulation.run(1, DURATION, totals::add);
    simulation.run(randomSeed, DURATION, totals::add);

    // Then
    totals.lines().forEach(System.out::println);
    assertThat(totals.violations()).isEmpty();
  }

  private static Simulation simulation(Supplier<Engine> engines) {
    return new Simulation(engines, Clock.systemUTC(), BOUND);
  }

  private static Incident confirmed(AuditRecord record) {
    return Incident.newBuilder()
        .setIncidentId(record.getHost() + record.getMsg())
        .setRevision(1)
        .setScope(Scope.PEER)
        .setStatus(Status.OPEN)
        .setVerdict(Verdict.MM_FAILURE)
        .setConfidence(Confidence.CONFIRMED)
        .setCause(Cause.UNKNOWN)
        .setHost(record.getHost())
        .setPeer(record.getPeer())
        .setOpenedAt(record.getEventTime())
        .setUpdatedAt(record.getEventTime())
        .setAttempts(1)
        .build();
  }
}
