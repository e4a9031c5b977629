package org.ikewatch.lab.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Runs many hosts through engines and adds up how they did. */
public final class Harness {
  private static final int THREADS = 2;

  private final ScenarioFactory factory = new ScenarioFactory();
  private final ScenarioRunner runner;
  private final Duration bound;

  /**
   * A harness for engines of this kind.
   *
   * @param bound after which one host counts as hung
   */
  public Harness(Function<Scenario, Engine> engines, Duration bound) {
    this.runner = new ScenarioRunner(engines);
    this.bound = bound;
  }

  /** One host. */
  public HostScore score(long seed, Mode mode) {
    Scenario scenario = factory.scenario(seed, mode);
    return Scorer.score(scenario, runner.run(scenario));
  }

  /**
   * Hosts of consecutive seeds; blocks until they are done or hung.
   *
   * @param firstSeed of the first host
   * @param hosts how many
   */
  public ModeReport run(Mode mode, long firstSeed, int hosts) {
    ModeReport report = new ModeReport(mode);
    // A host that hangs keeps its thread: the others need new ones.
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, Harness::daemon);
    List<Future<HostScore>> scores = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      long seed = firstSeed + i;
      scores.add(threads.submit(() -> score(seed, mode)));
    }
    for (int i = 0; i < hosts; i++) {
      try {
        report.add(scores.get(i).get(bound.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        report.hung(firstSeed + i);
        threads.shutdownNow();
        threads = Executors.newFixedThreadPool(THREADS, Harness::daemon);
        for (int j = i + 1; j < hosts; j++) {
          long seed = firstSeed + j;
          if (!scores.get(j).isDone()) {
            scores.set(j, threads.submit(() -> score(seed, mode)));
          }
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("seed " + (firstSeed + i) + " of " + mode, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    threads.shutdownNow();
    return report;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "lab");
    thread.setDaemon(true);
    return thread;
  }
}
