package org.ikewatch.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ikewatch.app.bench.ProcessUsage;

/** A process that is measured; what it writes goes to a file. Closing it stops it. */
public final class Child implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final Path log;
  private volatile double cpuSeconds;
  private volatile long peakMebibytes;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a command with these variables in its environment. */
  public static Child start(Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop " + process.pid()));
    return new Child(process, log);
  }

  /** Starts a command of this program in a JVM of its own. */
  public static Child java(Path log, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=org.ikewatch.schemas",
            "-cp",
            System.getProperty("java.class.path"),
            "org.ikewatch.bench.cli.BenchPeers"));
    command.addAll(arguments);
    return start(log, Map.of(), command);
  }

  /** User and system time so far, in seconds; after its end, as last seen. */
  public double cpuSeconds() {
    look();
    return cpuSeconds;
  }

  /** Its largest resident memory so far, in MiB. */
  public long peakMebibytes() {
    look();
    return peakMebibytes;
  }

  private void look() {
    try {
      if (process.isAlive()) {
        cpuSeconds = ProcessUsage.cpuSeconds(process.pid());
        peakMebibytes = ProcessUsage.peakMebibytes(process.pid());
      }
    } catch (IOException | RuntimeException e) {
      // It ended meanwhile; what was seen last counts.
      return;
    }
  }

  /** Waits for its end, and looks at its usage all the while. */
  public int await() throws InterruptedException {
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      look();
    }
    return process.exitValue();
  }

  /** Waits for a text in what it writes. */
  public void awaitLog(String text) throws IOException, InterruptedException {
    while (!Files.readString(log).contains(text)) {
      requireAlive();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /**
   * Fails if it ended.
   *
   * @throws IllegalStateException with what it wrote
   */
  public void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("ended early: " + Files.readString(log));
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Ends it at once, as kill -9 does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    look();
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
