package org.ikewatch.bench.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ikewatch.bench.streams.PeerStreams;
import org.ikewatch.schemas.HttpSchemaRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a peer of the correlator; {@code backlog} starts it. */
@Command(name = "streams", description = "Run a Kafka Streams topology until stopped.")
final class StreamsCommand implements Callable<Integer> {
  @Parameters(description = "${COMPLETION-CANDIDATES}")
  private PeerStreams.Kind kind;

  @Option(names = "--kafka", required = true)
  private String kafka;

  @Option(names = "--registry", required = true)
  private URI registry;

  @Option(names = "--state", required = true)
  private Path state;

  @Option(names = "--threads", required = true)
  private int threads;

  @Option(names = "--commit-ms", required = true)
  private int commitMillis;

  @Override
  public Integer call() throws InterruptedException {
    PeerStreams.run(
        kind,
        new PeerStreams.Settings(kafka, state, threads, commitMillis),
        new HttpSchemaRegistry(registry));
    return 0;
  }
}
