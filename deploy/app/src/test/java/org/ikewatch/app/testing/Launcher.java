package org.ikewatch.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@code ikewatch} command in a process of its own, as a person starts it. */
public final class Launcher implements AutoCloseable {
  private static final Path COMMAND = Path.of("..", "bin", "ikewatch").toAbsolutePath().normalize();

  private final Process process;
  private final Path out;
  private final Path err;

  private Launcher(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What a command that has ended left. */
  public record Ended(int exitCode, String out, String err) {}

  /** Runs the command to its end. */
  public static Ended run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  /** Runs the command to its end in a changed environment; an empty value removes a variable. */
  public static Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    try (Launcher launched = start(environment, arguments)) {
      return launched.awaitEnd(Duration.ofSeconds(30));
    }
  }

  /** Starts the command. */
  public static Launcher start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  /** Starts the command in a changed environment; an empty value removes a variable. */
  public static Launcher start(Map<String, String> environment, String... arguments)
      throws IOException {
    Path out = Files.createTempFile("ikewatch", ".out");
    Path err = Files.createTempFile("ikewatch", ".err");
    List<String> command = new ArrayList<>(defaultSignals());
    command.add(COMMAND.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    environment.forEach(
        (name, value) -> {
          builder.environment().remove(name);
          if (!value.isEmpty()) {
            builder.environment().put(name, value);
          }
        });
    return new Launcher(builder.start(), out, err);
  }

  /** A build in the background of a shell ignores Ctrl-C, and a process inherits that. */
  private static List<String> defaultSignals() {
    return System.getProperty("os.name").equals("Linux")
        ? List.of("env", "--default-signal=INT")
        : List.of();
  }

  /** Standard output so far. */
  public String out() {
    return read(out);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What Ctrl-C does. */
  public void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it as a power cut does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Every process that the command has started. */
  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Waits for the command to end. */
  public Ended awaitEnd(Duration atMost) throws InterruptedException {
    assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
        .as("ended within %s; output so far:%n%s", atMost, out())
        .isTrue();
    return new Ended(process.exitValue(), out(), read(err));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
