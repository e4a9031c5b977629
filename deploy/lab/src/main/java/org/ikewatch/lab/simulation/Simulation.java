package org.ikewatch.lab.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ikewatch.lab.harness.Engine;
import org.ikewatch.lab.harness.ScenarioFactory;

/** Runs cells one after the other; a cell's seed always makes the same cell. */
public final class Simulation {
  private final ScenarioFactory factory = new ScenarioFactory();
  private final Supplier<Engine> engines;
  private final Clock clock;
  private final Duration bound;

  /**
   * A simulation of engines of this kind.
   *
   * @param clock says when enough time has passed; nothing else depends on it
   * @param bound after which a cell counts as hung
   */
  public Simulation(Supplier<Engine> engines, Clock clock, Duration bound) {
    this.engines = engines;
    this.clock = clock;
    this.bound = bound;
  }

  /** One cell; blocks until it is done or hung. A cell that hangs keeps its thread. */
  public CellReport cell(long seed) {
    FutureTask<CellReport> work = new FutureTask<>(() -> new Cell(seed, factory, engines).run());
    Thread thread = new Thread(work, "cell-" + seed);
    thread.setDaemon(true);
    thread.start();
    try {
      return work.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return CellReport.hung(seed, bound);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cell " + seed, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in cell " + seed, e);
    }
  }

  /**
   * Cells of consecutive seeds until the time is over, at least one; blocks.
   *
   * @param reports gets each cell's report
   */
  public void run(long firstSeed, Duration duration, Consumer<CellReport> reports) {
    Instant end = clock.instant().plus(duration);
    long seed = firstSeed;
    do {
      reports.accept(cell(seed));
      seed++;
    } while (clock.instant().isBefore(end));
  }
}
