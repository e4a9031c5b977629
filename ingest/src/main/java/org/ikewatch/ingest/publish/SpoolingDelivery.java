package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery that loses nothing while the broker is away.
 *
 * <p>Messages go straight to a producer. When it fails, or leaves everything unanswered for too
 * long, it is closed; what it had not acknowledged goes to the spool in its order, and so does what
 * comes after. From then on producers are tried, one after the other: one that gets through takes
 * what the spool has, and when it has come to the end the way is straight again. So the messages of
 * one key keep their order, and each arrives at least once: one whose acknowledgement was lost
 * arrives twice.
 */
final class SpoolingDelivery implements Delivery, Flight.Landing {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolingDelivery.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** How often the patience with a silent broker is divided to see whether it is. */
  private static final int TICKS = 4;

  private final Flight.Producers producers;
  private final Spool spool;
  private final Window window;
  private final Account account;
  private final Duration patience;
  private final Grace grace;
  private final Backoff backoff;
  private final StateLog states;
  private final Backlog backlog;
  private final SpoolWriter writer;
  private final Drain drain;
  private final Semaphore events = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "ingest-publish");

  /** The way straight to the broker; empty while there is none. */
  private volatile Optional<Flight> direct = Optional.empty();

  /** The producer that is being tried. */
  private volatile Optional<Flight> trying = Optional.empty();

  private volatile boolean closing;

  /**
   * Starts delivering, by the spool where an earlier process left something there.
   *
   * @param producers makes a new producer at each call; it may fail
   * @param spool is closed with the delivery
   */
  SpoolingDelivery(
      Flight.Producers producers,
      Spool spool,
      Window window,
      Account account,
      DeliverySettings settings,
      Grace grace,
      Backoff backoff,
      Clock clock) {
    this.producers = producers;
    this.spool = spool;
    this.window = window;
    this.account = account;
    this.patience = settings.brokerPatience();
    this.grace = grace;
    this.backoff = backoff;
    this.states = new StateLog(clock);
    this.backlog = new Backlog(spool, settings, account, grace);
    this.drain = new Drain(spool, backlog, window, patience, backoff, states);
    if (spool.isEmpty()) {
      direct = takeOff();
    } else {
      states.change(Mode.SPOOLING, "an earlier run has left records in the spool");
    }
    if (direct.isEmpty()) {
      backlog.open(List.of(), () -> {});
    }
    this.writer = SpoolWriter.start(backlog, spool, account, settings.spoolSync());
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void send(Outgoing out) {
    try {
      while (true) {
        Optional<Flight> way = direct;
        if (way.isPresent() ? offer(way.get(), out) : backlog.offer(out)) {
          return;
        }
      }
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
      account.dropped(out, DropReason.SHUTDOWN);
    }
  }

  private boolean offer(Flight way, Outgoing out) throws InterruptedException {
    Flight.Offer offer = way.offer(out);
    if (offer == Flight.Offer.TAKEN) {
      return true;
    }
    if (offer == Flight.Offer.BROKEN) {
      backlog.awaitUntil(() -> direct.filter(now -> now == way).isEmpty());
    } else if (grace.isOver()) {
      account.dropped(out, DropReason.SHUTDOWN);
      return true;
    } else {
      // Where nothing leaves, the other thread notices, and sends us another way.
      var unused = window.awaitRoom(out.lines(), grace.left(patience));
    }
    return false;
  }

  private void run() {
    try {
      while (!closing) {
        step();
      }
      if (direct.isPresent()) {
        land(direct.get(), CLOSE_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    try {
      if (direct.isPresent()) {
        watch(direct.get());
      } else {
        attempt();
      }
    } catch (RuntimeException e) {
      // Nobody else would bring the broker back.
      LOG.atError().setCause(e).log("Delivery failed in a way it should not; it tries again");
      awaitEvent(backoff.next());
    }
  }

  /** Stays as long as the way is straight. */
  private void watch(Flight way) throws InterruptedException {
    Duration tick = patience.dividedBy(TICKS);
    long left = -1;
    int silent = 0;
    while (!closing && !way.isBroken()) {
      awaitEvent(tick);
      if (window.inside() == 0 || window.left() != left) {
        left = window.left();
        silent = 0;
      } else if (++silent > TICKS) {
        way.breakOff(drain.silence());
      }
    }
    if (way.isBroken()) {
      ground(way);
      backoff.reset();
    }
  }

  private void awaitEvent(Duration most) throws InterruptedException {
    if (events.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
      var unused = events.drainPermits();
    }
  }

  private void ground(Flight way) throws InterruptedException {
    land(way, Duration.ZERO);
    states.change(Mode.SPOOLING, way.cause());
  }

  /** Takes what the producer could not deliver to the spool, in front of all that comes. */
  private void land(Flight way, Duration timeout) throws InterruptedException {
    List<Outgoing> unacknowledged =
        way.retire(timeout).stream().filter(out -> out.isPrecious() && !out.isSpooled()).toList();
    backlog.open(unacknowledged, () -> direct = Optional.empty());
    window.wake();
  }

  /** Tries whether the broker is back. */
  private void attempt() throws InterruptedException {
    trying = takeOff();
    if (trying.isPresent()) {
      Flight flight = trying.get();
      if (closing || !drain.through(flight, () -> direct = trying)) {
        ground(flight);
      }
      trying = Optional.empty();
    }
    if (direct.isEmpty() && !closing) {
      awaitEvent(backoff.next());
    }
  }

  private Optional<Flight> takeOff() {
    try {
      return Optional.of(new Flight(producers, window, this));
    } catch (RuntimeException e) {
      states.change(Mode.SPOOLING, e.toString());
      return Optional.empty();
    }
  }

  @Override
  public void acknowledged(TopicPartition partition, long newest, List<Parcel> parcels) {
    account.acknowledged(parcels);
  }

  @Override
  public void refused(Outgoing out, Exception failure) {
    account.refused(out, failure);
  }

  @Override
  public boolean givesUp(Outgoing out, Exception failure) {
    return false;
  }

  @Override
  public void broken() {
    events.release();
  }

  @Override
  public Optional<Flight> clearWay() {
    return spool.isEmpty() ? direct : Optional.empty();
  }

  @Override
  public PublisherState state() {
    return states.state(spool.lines(), spool.bytes());
  }

  @Override
  public void stopWaiting() {
    grace.begin();
    window.wake();
    backlog.wake();
  }

  /** Ends in order; what the broker does not have by then is on disk. */
  @Override
  public void close() {
    stopWaiting();
    closing = true;
    events.release();
    trying.ifPresent(flight -> flight.breakOff(new IllegalStateException("the ingestor stops")));
    try {
      thread.join();
      backlog.close();
      writer.awaitEnd();
      spool.close();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("The spool did not close cleanly; some of it may be sent twice");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    states.change(Mode.CLOSED, "");
  }
}
