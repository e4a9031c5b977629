package org.ikewatch.ingest.publish;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.ikewatch.ingest.produce.RecordProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one producer: what it takes, what comes back, and its end at the first failure that
 * is the broker's, when nothing more may pass what has failed. Safe for use by several threads.
 */
final class Flight {
  private static final Logger LOG = LoggerFactory.getLogger(Flight.class);

  /** What became of an offer. */
  enum Offer {
    /** The producer has it. */
    TAKEN,
    /** Too much is unacknowledged. */
    FULL,
    /** This flight is over; another will take it, or the spool. */
    BROKEN
  }

  /** Gets what becomes of the messages, on the producer's thread. */
  interface Landing {
    /** The broker has it. */
    void acknowledged(Outgoing out, RecordMetadata metadata);

    /** The broker will never take it. */
    void refused(Outgoing out, Exception failure);

    /**
     * The broker may take it later.
     *
     * @return whether it is given up, so that the flight goes on without it
     */
    boolean givesUp(Outgoing out, Exception failure);

    /** The flight is broken. */
    void broken();
  }

  private final RecordProducer producer;
  private final Window window;
  private final Landing landing;
  private final AtomicReference<Exception> broken = new AtomicReference<>();
  private final Queue<Sent> failed = new ConcurrentLinkedQueue<>();

  /** A flight of this producer, which it closes. */
  Flight(RecordProducer producer, Window window, Landing landing) {
    this.producer = producer;
    this.window = window;
    this.landing = landing;
  }

  private final class Sent implements Callback {
    private final Outgoing out;
    private final long order;

    Sent(Outgoing out, long order) {
      this.out = out;
      this.order = order;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
      if (failure == null) {
        landed(metadata);
      } else {
        failed(failure);
      }
    }

    private void landed(RecordMetadata metadata) {
      try {
        landing.acknowledged(out, metadata);
      } finally {
        window.leave(out.lines());
      }
    }

    private void failed(Exception failure) {
      try {
        if (DropReason.isOfTheRecord(failure)) {
          landing.refused(out, failure);
        } else if (!landing.givesUp(out, failure)) {
          failed.add(this);
          breakOff(failure);
        }
      } finally {
        window.comeBack(out.lines());
      }
    }
  }

  /** Hands a message to the producer. */
  Offer offer(Outgoing out) {
    long order = window.enter(out.lines());
    if (order == Window.FULL) {
      return Offer.FULL;
    }
    if (isBroken()) {
      window.comeBack(out.lines());
      return Offer.BROKEN;
    }
    try {
      producer.send(out.message(), new Sent(out, order));
      return Offer.TAKEN;
    } catch (RuntimeException e) {
      return thrown(out, e);
    }
  }

  private Offer thrown(Outgoing out, RuntimeException failure) {
    try {
      if (DropReason.isOfTheRecord(failure)) {
        landing.refused(out, failure);
        return Offer.TAKEN;
      }
      if (landing.givesUp(out, failure)) {
        return Offer.TAKEN;
      }
      if (failure instanceof InterruptException) {
        throw failure;
      }
      breakOff(failure);
      return Offer.BROKEN;
    } finally {
      window.comeBack(out.lines());
    }
  }

  /** The topic's partitions; waits for the broker to tell them. */
  List<PartitionInfo> partitionsOf(String topic) {
    return producer.partitionsFor(topic);
  }

  /**
   * Ends the flight: what is not acknowledged yet fails. On the producer's own thread too, so that
   * none of the messages behind a failed one is sent any more.
   */
  void breakOff(Exception cause) {
    if (broken.compareAndSet(null, cause)) {
      close(Duration.ZERO);
      landing.broken();
      window.wake();
    }
  }

  boolean isBroken() {
    return broken.get() != null;
  }

  /** Why the flight is over; the empty string where it is not. */
  String cause() {
    Exception cause = broken.get();
    return cause == null ? "" : cause.toString();
  }

  /**
   * Closes the producer and waits until the fate of all it had is known.
   *
   * @param patience how long it may go on delivering
   * @return what was not acknowledged, in the order in which it was taken
   */
  List<Outgoing> retire(Duration patience) throws InterruptedException {
    close(patience);
    breakOff(new IllegalStateException("the producer is closed"));
    window.awaitEmpty();
    return failed.stream()
        .sorted(Comparator.comparingLong(sent -> sent.order))
        .map(sent -> sent.out)
        .toList();
  }

  private void close(Duration patience) {
    try {
      producer.close(patience);
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("A producer did not close cleanly");
    }
  }
}
