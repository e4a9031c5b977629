package org.ikewatch.ingest.publish;

import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.AuditEntry;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.schemas.RejectedInput;

/**
 * Where records go. Whoever implements it accounts for every line in {@link
 * org.ikewatch.ingest.IngestMetrics}. Safe for use by several threads.
 */
public interface AuditPublisher extends AutoCloseable {
  /** Publishes the records of one origin. */
  @FunctionalInterface
  interface Lane {
    /** Publishes a record; settles the receipt of its lines when it is safe. */
    void publish(AuditEntry entry);
  }

  /** Where the records of this origin are published. */
  Lane lane(Origin origin);

  /** Publishes a line that is no audit record; settles its receipt when it is safe. */
  void reject(RejectedInput input, Receipt receipt);

  /** How records get to the broker now. */
  PublisherState state();

  /**
   * The end is near: from now on callers wait for room only a little longer. Without it, one who
   * waits while the broker is unavailable could not be stopped.
   */
  default void stopWaiting() {}

  /**
   * Waits until all that was published has arrived, is on disk or is lost, and lets go of
   * everything.
   */
  @Override
  void close();
}
