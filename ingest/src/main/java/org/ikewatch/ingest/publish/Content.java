package org.ikewatch.ingest.publish;

import java.util.List;
import java.util.stream.IntStream;
import org.ikewatch.ingest.IngestMetrics;

/** What is sent, as far as the account of lines goes. */
sealed interface Content {
  /** The lines received that it stands for, 0 or more. */
  int lines();

  /** Counts it where the broker has it. */
  void acknowledged(IngestMetrics metrics);

  /** An audit record, made of this many lines. */
  record Audit(int lines) implements Content {
    private static final List<Audit> SMALL =
        IntStream.range(0, 10).mapToObj(lines -> new Audit(lines)).toList();

    /** The one that there is for the usual records, or a new one. */
    static Audit of(int lines) {
      return lines < SMALL.size() ? SMALL.get(lines) : new Audit(lines);
    }

    @Override
    public void acknowledged(IngestMetrics metrics) {
      metrics.published(1, lines);
    }
  }

  /** A line that is no audit record, for this reason. */
  record Reject(String reason) implements Content {
    @Override
    public int lines() {
      return 1;
    }

    @Override
    public void acknowledged(IngestMetrics metrics) {
      metrics.rejected(reason);
    }
  }

  /** A heartbeat: nothing was received, and nothing is lost where it fails. */
  record Heartbeat() implements Content {
    @Override
    public int lines() {
      return 0;
    }

    @Override
    public void acknowledged(IngestMetrics metrics) {
      metrics.heartbeat();
    }
  }
}
