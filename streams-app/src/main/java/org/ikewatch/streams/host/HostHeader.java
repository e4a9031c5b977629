package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The small state of one host that changes with each of its records.
 *
 * @param clock the host's clock
 * @param flow which levels it audits
 * @param own its own addresses
 * @param settledAt the newest record that no late one can precede any more
 * @param context what the settled records show next to the pairs
 * @param chunks chunks of the record memory written so far
 * @param coversFrom records up to this time were dropped from the record memory
 * @param arrivals bearing records so far
 * @param unsettled the slots of the buffer that hold records
 * @param afterContext whether the newest record to arrive was a context record
 * @param bytes bytes of the pairs at rest
 * @param sweepAt when its pairs are looked through for those that have nothing to say
 * @param nextDue when something changes by the passing of time, on the host's clock
 */
record HostHeader(
    HostClock.State clock,
    AuditLevelFlow flow,
    NavigableSet<String> own,
    Instant settledAt,
    HostContext context,
    int chunks,
    Instant coversFrom,
    long arrivals,
    BufferSlots unsettled,
    boolean afterContext,
    long bytes,
    Instant sweepAt,
    Instant nextDue) {
  static final HostHeader NEW =
      new HostHeader(
          HostClock.State.STOPPED,
          AuditLevelFlow.NONE,
          new TreeSet<>(),
          Instant.MIN,
          HostContext.EMPTY,
          0,
          Instant.MIN,
          0,
          BufferSlots.NONE,
          false,
          0,
          Instant.MAX,
          Instant.MAX);
}
