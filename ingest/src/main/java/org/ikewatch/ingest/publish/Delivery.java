package org.ikewatch.ingest.publish;

import java.util.Optional;

/** Brings messages to the broker. Safe for use by several threads. */
interface Delivery extends AutoCloseable {
  /**
   * Takes a message. Waits where there is no room for it, and counts it as dropped where waiting
   * does not help.
   */
  void send(Outgoing out);

  /**
   * The way to the broker while it is open and nothing taken before waits on disk; for heartbeats.
   * A caller that waits for room is not looked at: what it holds is its own.
   */
  Optional<Flight> clearWay();

  /** How messages get to the broker now. */
  PublisherState state();

  /** Callers who wait shall not do so for long any more. */
  void stopWaiting();

  /** Waits until all that was taken has arrived, is on disk or is lost. */
  @Override
  void close();
}
