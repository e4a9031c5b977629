package org.ikewatch.app.determinism;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.streams.Correlator;
import org.ikewatch.streams.CorrelatorConfig;
import org.ikewatch.streams.host.CorrelationConfig;

/** A correlator in a process of its own, so that it can be killed; ends with its standard input. */
final class CorrelatorProcess {
  private CorrelatorProcess() {}

  public static void main(String[] args) throws IOException {
    CorrelatorConfig config = config(args[0], Path.of(args[1]), Integer.parseInt(args[2]));
    Correlator correlator = Correlator.start(config, new InMemorySchemaRegistry());
    while (System.in.read() >= 0) {
      // Nothing is said; the end is what counts.
    }
    correlator.close();
  }

  static CorrelatorConfig config(String bootstrapServers, Path state, int threads) {
    return new CorrelatorConfig(
        bootstrapServers,
        state,
        threads,
        1,
        CorrelationConfig.DEFAULT,
        // A member that was killed is missed soon, and its transaction given up.
        Map.of(
            "consumer.session.timeout.ms", "6000",
            "producer.transaction.timeout.ms", "10000"));
  }

  static Process start(String bootstrapServers, Path state, int threads) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            CorrelatorProcess.class.getName(),
            bootstrapServers,
            state.toString(),
            Integer.toString(threads))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** How long a killed member may be waited for. */
  static Duration patience() {
    return Duration.ofMinutes(2);
  }
}
