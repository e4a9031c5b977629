package org.ikewatch.lab.harness;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Incident;

/** A correlation engine under test. Not thread-safe. */
public interface Engine extends AutoCloseable {
  /** Takes a record, or a heartbeat of one ingestor; returns the revisions it published. */
  List<Incident> process(AuditRecord record);

  /** Time passes for all hosts: every ingestor has been heard at this time. */
  List<Incident> advance(Instant receivedAt);

  /**
   * Crashes, and comes back from what it keeps durably.
   *
   * @return the engine to go on with; this one must not be used any more
   */
  Engine restart();

  /** The size of its state in bytes, where it says. */
  default OptionalLong stateBytes() {
    return OptionalLong.empty();
  }

  @Override
  void close();
}
