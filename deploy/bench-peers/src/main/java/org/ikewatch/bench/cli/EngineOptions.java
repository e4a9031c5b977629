package org.ikewatch.bench.cli;

import org.ikewatch.streams.host.CorrelationConfig;
import picocli.CommandLine.Option;

/** How the engine is set up when it runs in this process. */
final class EngineOptions {
  @Option(
      names = "--cache-mib",
      description = "MiB for hosts in use (default: the default of the engine).")
  private Long cache;

  CorrelationConfig config() {
    CorrelationConfig base = CorrelationConfig.DEFAULT;
    return cache == null
        ? base
        : new CorrelationConfig(
            base.lifecycle(),
            base.lifetimes(),
            base.grace(),
            base.retention(),
            base.memoryBytes(),
            base.bufferBytes(),
            base.hostBytes(),
            base.partitionBytes(),
            cache << 20);
  }
}
