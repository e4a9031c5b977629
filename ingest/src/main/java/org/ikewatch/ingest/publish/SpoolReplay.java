package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.ikewatch.ingest.publish.PublisherState.Mode;

/**
 * Brings what is in the spool to the broker by a producer that may not get through. Not safe for
 * use by several threads.
 */
final class SpoolReplay {
  /** How far it came. */
  enum Outcome {
    /** All of it is with the producer, and the way is straight. */
    DONE,
    /** The broker says nothing; what it has of it may still be acknowledged. */
    STALLED,
    /** The session is over. */
    BROKEN
  }

  private final Spool spool;
  private final Backlog backlog;
  private final InFlightLimit limit;
  private final Duration patience;
  private final Backoff backoff;
  private final StateLog states;

  /** Replays this spool. */
  SpoolReplay(
      Spool spool,
      Backlog backlog,
      InFlightLimit limit,
      Duration patience,
      Backoff backoff,
      StateLog states) {
    this.spool = spool;
    this.backlog = backlog;
    this.limit = limit;
    this.patience = patience;
    this.backoff = backoff;
    this.states = states;
  }

  /**
   * Sends all that is on disk and, when that is done, what waits for the disk; input is held up
   * only for the last of it. What is sent need not be acknowledged yet: until it is, it stays on
   * disk.
   *
   * @param whenThrough is done before any input can pass
   */
  Outcome through(ProducerSession session, Runnable whenThrough) throws InterruptedException {
    try (SpoolReader reader = spool.reader()) {
      if (send(session, reader)
          && backlog.shut(
              () -> send(session, reader),
              out -> send(session, inMemory(out)),
              () -> {
                whenThrough.run();
                states.change(Mode.DIRECT, "");
              })) {
        return Outcome.DONE;
      }
    } catch (IOException | RuntimeException e) {
      session.breakOff(e);
    }
    return session.isBroken() ? Outcome.BROKEN : Outcome.STALLED;
  }

  /** One that is not on disk: it does not count as spooled though it was to go there. */
  private static Outgoing inMemory(Outgoing out) {
    return out.receipt() instanceof MovedReceipt moved ? out.with(moved.withdrawn()) : out;
  }

  private boolean send(ProducerSession session, SpoolReader reader) {
    long before = limit.left();
    for (var next = next(reader); next.isPresent(); next = next(reader)) {
      if (!send(session, next.get())) {
        return false;
      }
      if (limit.left() > before) {
        states.change(Mode.DRAINING, "");
        backoff.reset();
      }
    }
    return true;
  }

  private static Optional<Outgoing> next(SpoolReader reader) {
    try {
      return reader.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** False if the session does not take it, or nothing is acknowledged for too long. */
  private boolean send(ProducerSession session, Outgoing out) {
    while (true) {
      ProducerSession.Offer offer = session.offer(out);
      if (offer != ProducerSession.Offer.FULL) {
        return offer == ProducerSession.Offer.TAKEN;
      }
      try {
        if (!limit.awaitRoom(out.lines(), patience)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        session.breakOff(e);
      }
    }
  }
}
