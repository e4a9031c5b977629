package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.ikewatch.schemas.Topics;

/**
 * Brings what is in the spool to the broker by a producer that may not get through. Not safe for
 * use by several threads.
 */
final class Drain {
  private final Spool spool;
  private final Backlog backlog;
  private final Window window;
  private final Duration patience;
  private final Backoff backoff;
  private final StateLog states;

  Drain(
      Spool spool,
      Backlog backlog,
      Window window,
      Duration patience,
      Backoff backoff,
      StateLog states) {
    this.spool = spool;
    this.backlog = backlog;
    this.window = window;
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
   * @return false where the flight is broken, or will be of no use
   */
  boolean through(Flight flight, Runnable whenThrough) throws InterruptedException {
    try (SpoolReader reader = spool.reader()) {
      if (flight.partitionsOf(Topics.AUDIT).isEmpty() || !send(flight, reader)) {
        return false;
      }
      return backlog.shut(
          () -> send(flight, reader),
          out -> send(flight, out),
          () -> {
            whenThrough.run();
            states.change(Mode.DIRECT, "");
          });
    } catch (IOException | RuntimeException e) {
      flight.breakOff(e);
      return false;
    }
  }

  private boolean send(Flight flight, SpoolReader reader) {
    long before = window.left();
    for (var next = next(reader); next.isPresent(); next = next(reader)) {
      if (!send(flight, next.get())) {
        return false;
      }
      if (window.left() > before) {
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

  private boolean send(Flight flight, Outgoing out) {
    while (true) {
      Flight.Offer offer = flight.offer(out);
      if (offer != Flight.Offer.FULL) {
        return offer == Flight.Offer.TAKEN;
      }
      try {
        if (!window.awaitRoom(out.lines(), patience)) {
          flight.breakOff(silence());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        flight.breakOff(e);
      }
    }
  }

  /** What breaks a flight of which nothing is acknowledged for too long. */
  TimeoutException silence() {
    return new TimeoutException("nothing acknowledged for " + patience.toMillis() + " ms");
  }
}
