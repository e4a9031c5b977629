package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers records to the broker, through a spool on disk while the broker is unavailable or slow,
 * and loses none of them. Safe for use by several threads.
 *
 * <ul>
 *   <li>While all is well, records go straight to the producer.
 *   <li>If nothing is acknowledged for longer than the configured patience, the unacknowledged
 *       records are spooled as well, and new records are spooled only. The producer stays: it sends
 *       its batches again under the same numbers, so that a broker that was only slow gets none of
 *       them twice. Once it has acknowledged all of them, it takes what the spool has.
 *   <li>If the producer fails, it is closed; what it had and the spool has not goes there, and a
 *       new one is tried. A record whose acknowledgement was lost arrives twice then.
 * </ul>
 *
 * <p>So the records of one key keep their order, and each arrives at least once.
 */
final class KafkaDelivery implements ProducerSession.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaDelivery.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** How often to check whether a slow broker has acknowledged everything. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** How often the patience with a silent broker is divided to see whether it is. */
  private static final int TICKS = 4;

  private final String topic;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Spool spool;
  private final InFlightLimit limit;
  private final Account account;
  private final Duration patience;
  private final Grace grace;
  private final Backoff backoff;
  private final StateLog states;
  private final Backlog backlog;
  private final SpoolWriter writer;
  private final SpoolReplay replay;
  private final Semaphore events = new Semaphore(0);
  private final Thread thread;

  /** The way straight to the broker; empty while there is none. */
  private volatile Optional<ProducerSession> direct = Optional.empty();

  /** The session that is being tried. */
  private volatile Optional<ProducerSession> trying = Optional.empty();

  /** The session whose records the spool has too, until the broker has acknowledged them. */
  private Optional<ProducerSession> paused = Optional.empty();

  private volatile boolean closing;

  /**
   * Starts delivering, by the spool until the broker has answered.
   *
   * @param name of its threads
   * @param topic whose partitions the broker is asked for, to know that it is there
   * @param producers makes a new producer at each call; it may fail
   * @param spool is closed with the delivery
   */
  KafkaDelivery(
      String name,
      String topic,
      Supplier<Producer<byte[], byte[]>> producers,
      Spool spool,
      InFlightLimit limit,
      Account account,
      DeliverySettings settings,
      Grace grace,
      Backoff backoff,
      Clock clock) {
    this.topic = topic;
    this.producers = producers;
    this.spool = spool;
    this.limit = limit;
    this.account = account;
    this.patience = settings.brokerPatience();
    this.grace = grace;
    this.backoff = backoff;
    this.states = new StateLog(clock);
    this.backlog = new Backlog(spool, settings, account, grace);
    this.replay = new SpoolReplay(spool, backlog, limit, patience, backoff, states);
    this.writer = SpoolWriter.start(name + "-spool", backlog, spool, account, settings.spoolSync());
    this.thread = new Thread(this::run, name + "-delivery");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes a record. Waits where there is no room for it, and counts it as dropped where waiting
   * does not help.
   */
  void send(Outgoing out) {
    try {
      while (true) {
        Optional<ProducerSession> way = direct;
        if (way.isPresent() ? offer(way.get(), out) : backlog.offer(out)) {
          return;
        }
      }
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
      account.dropped(out, DropReason.SHUTDOWN);
    }
  }

  private boolean offer(ProducerSession way, Outgoing out) throws InterruptedException {
    ProducerSession.Offer offer = way.offer(out);
    if (offer == ProducerSession.Offer.TAKEN) {
      return true;
    }
    if (offer == ProducerSession.Offer.CLOSED) {
      backlog.awaitUntil(() -> direct.filter(now -> now == way).isEmpty());
    } else if (grace.isOver()) {
      account.dropped(out, DropReason.SHUTDOWN);
      return true;
    } else {
      // Where nothing leaves, the other thread notices, and sends us another way.
      var unused = limit.awaitRoom(out.lines(), grace.left(patience));
    }
    return false;
  }

  private void run() {
    try {
      while (!closing) {
        step();
      }
      Optional<ProducerSession> last = direct.or(() -> paused);
      if (last.isPresent()) {
        end(last.get(), CLOSE_TIMEOUT);
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
    } catch (RuntimeException | Error e) {
      // No other thread would try the broker again.
      LOG.atError().setCause(e).log("Delivery failed in a way it should not; it tries again");
      awaitEvent(backoff.next());
    }
  }

  /** Stays as long as the way is straight. */
  private void watch(ProducerSession session) throws InterruptedException {
    Duration tick = patience.dividedBy(TICKS);
    long left = -1;
    int silent = 0;
    while (!closing && !session.isBroken()) {
      awaitEvent(tick);
      if (limit.inside() == 0 || limit.left() != left) {
        left = limit.left();
        silent = 0;
      } else if (++silent > TICKS) {
        pause(session);
        return;
      }
    }
    if (session.isBroken()) {
      fallBack(session);
      backoff.reset();
    }
  }

  private void awaitEvent(Duration most) throws InterruptedException {
    if (events.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
      var unused = events.drainPermits();
    }
  }

  /** The broker is slow: its records go on to the spool too, in front of all that comes. */
  private void pause(ProducerSession session) {
    backlog.open(session.moveTo(spool), () -> direct = Optional.empty());
    paused = Optional.of(session);
    limit.wake();
    states.change(
        Mode.SPOOLING, "nothing acknowledged for " + patience.toMillis() + " ms, or longer");
  }

  private void fallBack(ProducerSession session) throws InterruptedException {
    end(session, Duration.ZERO);
    states.change(Mode.SPOOLING, session.cause());
  }

  /** Takes what the producer could not deliver to the spool, in front of all that comes. */
  private void end(ProducerSession session, Duration timeout) throws InterruptedException {
    backlog.open(session.end(timeout), () -> direct = Optional.empty());
    limit.wake();
  }

  /** Tries whether the broker is available again. */
  private void attempt() throws InterruptedException {
    trying = paused.isPresent() ? paused : openSession();
    paused = Optional.empty();
    if (trying.isPresent()) {
      attempt(trying.get());
      trying = Optional.empty();
    }
    if (direct.isEmpty()) {
      // The end of this attempt is no event to wake for; that of the delivery is.
      var unused = events.drainPermits();
      if (!closing) {
        awaitEvent(limit.inside() > 0 ? LOOK : backoff.next());
      }
    }
  }

  private void attempt(ProducerSession session) throws InterruptedException {
    if (closing || session.isBroken()) {
      fallBack(session);
    } else if (limit.inside() > 0 || !answers(session)) {
      paused = Optional.of(session);
    } else {
      session.resume();
      backlog.awaitWritten();
      switch (replay.through(session, () -> direct = trying)) {
        case DONE -> {
          // The way is straight.
        }
        case STALLED -> pause(session);
        case BROKEN -> fallBack(session);
      }
    }
  }

  /** Whether the broker tells the topic's partitions; a session that failed is over. */
  private boolean answers(ProducerSession session) {
    try {
      return !session.partitionsOf(topic).isEmpty();
    } catch (TimeoutException e) {
      states.change(Mode.SPOOLING, e.toString());
    } catch (RuntimeException e) {
      session.breakOff(e);
    }
    return false;
  }

  private Optional<ProducerSession> openSession() {
    try {
      return Optional.of(new ProducerSession(producers, limit, this));
    } catch (RuntimeException e) {
      states.change(Mode.SPOOLING, e.toString());
      return Optional.empty();
    }
  }

  @Override
  public void acknowledged(Outgoing out) {
    account.acknowledged(out);
  }

  @Override
  public void refused(Outgoing out, Exception failure) {
    account.refused(out, failure);
  }

  @Override
  public void broken() {
    events.release();
  }

  /**
   * The way to the broker while it is open and nothing taken before waits on disk; for heartbeats.
   * A caller that waits for room is not looked at: what it holds is its own.
   */
  Optional<ProducerSession> clearWay() {
    return spool.isEmpty() ? direct : Optional.empty();
  }

  /** How records get to the broker now. */
  PublisherState state() {
    return states.state(spool.lines(), spool.bytes(), backlog.isFull());
  }

  /** What is with a producer. */
  InFlightLimit inFlight() {
    return limit;
  }

  /** Callers who wait shall not do so for long any more. */
  void stopWaiting() {
    grace.begin();
    limit.wake();
    backlog.wake();
  }

  /** Ends in order; what the broker does not have by then is on disk. */
  @Override
  public void close() {
    stopWaiting();
    closing = true;
    events.release();
    trying.ifPresent(session -> session.breakOff(new IllegalStateException("the ingestor stops")));
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
