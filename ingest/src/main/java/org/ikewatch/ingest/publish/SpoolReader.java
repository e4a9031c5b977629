package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads what a spool holds and nobody has acknowledged, in order, while it grows. Not safe for use
 * by several threads.
 */
final class SpoolReader implements AutoCloseable {
  private final Spool spool;
  private Optional<Segment> segment = Optional.empty();
  private Optional<EntryReader> entries = Optional.empty();

  /** The number of the entry that comes next, if none is missing. */
  private long expected;

  SpoolReader(Spool spool) {
    this.spool = spool;
    this.expected = spool.acks().firstOpen();
  }

  /** The next one; empty where all that is on disk by now has been read. */
  Optional<Outgoing> next() throws IOException {
    // In this order: what is written meanwhile is left to the next call.
    long end = spool.end();
    while (segment.isPresent() || openNext()) {
      Optional<Segment> successor = spool.segmentAfter(segment.get().first());
      Segment.Extent extent = segment.get().extent();
      Optional<SpoolEntry> entry = entries.get().next(extent.length());
      if (entry.isPresent()) {
        long sequence = entry.get().sequence();
        if (sequence >= expected) {
          missing(sequence - 1);
          expected = sequence + 1;
          if (!spool.acks().isDone(sequence)) {
            return Optional.of(outgoing(entry.get()));
          }
        }
      } else if (successor.isEmpty() || !openNext()) {
        break;
      }
    }
    missing(end - 1);
    return Optional.empty();
  }

  /** Entries up to this one cannot be read; nobody need wait for them. */
  private void missing(long last) {
    if (expected <= last) {
      spool.acks().done(expected, last);
      expected = last + 1;
    }
  }

  private boolean openNext() throws IOException {
    Optional<Segment> next = spool.segmentAfter(segment.map(Segment::first).orElse(-1L));
    if (next.isEmpty()) {
      return false;
    }
    close();
    Segment opened = next.get();
    entries = Optional.of(new EntryReader(opened.file(), (at, n) -> spool.damaged(opened, at, n)));
    segment = next;
    return true;
  }

  private Outgoing outgoing(SpoolEntry entry) {
    return entry.out().with(new SpoolReceipt(spool, entry.sequence(), entry.out().lines()));
  }

  @Override
  public void close() throws IOException {
    if (entries.isPresent()) {
      entries.get().close();
    }
  }
}
