package org.ikewatch.ingest.publish;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.ikewatch.ingest.produce.Fates;
import org.ikewatch.ingest.produce.RecordProducer;
import org.ikewatch.ingest.produce.Returned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one producer: what it takes, what comes back, and its end at the first failure that
 * is the broker's, when nothing more may pass what has failed. Safe for use by several threads.
 */
final class Flight implements Fates<Parcel> {
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

  /** Makes a new producer at each call; it may fail. */
  @FunctionalInterface
  interface Producers {
    /** A producer that tells these what becomes of its records. */
    RecordProducer<Parcel> open(Fates<Parcel> fates);
  }

  /** Gets what becomes of the messages, on the producer's thread. */
  interface Landing {
    /**
     * The broker has these.
     *
     * @param newest the latest of their timestamps
     */
    void acknowledged(TopicPartition partition, long newest, List<Parcel> parcels);

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

  private final RecordProducer<Parcel> producer;
  private final Window window;
  private final Landing landing;
  private final AtomicReference<Exception> broken = new AtomicReference<>();

  /** What is to go another way. Those of one partition, so of one key, are in their order. */
  private final Queue<Outgoing> failed = new ConcurrentLinkedQueue<>();

  /** A flight of a new producer, which it closes. */
  Flight(Producers producers, Window window, Landing landing) {
    this.window = window;
    this.landing = landing;
    this.producer = producers.open(this);
  }

  @Override
  public void held(TopicPartition partition, long newest, List<Parcel> parcels) {
    int lines = 0;
    for (int i = 0; i < parcels.size(); i++) {
      lines += parcels.get(i).lines();
    }
    try {
      landing.acknowledged(partition, newest, parcels);
    } finally {
      window.leave(lines);
    }
  }

  @Override
  public void failed(List<Returned<Parcel>> records, RuntimeException failure) {
    records.forEach(one -> failed(new Outgoing(one.message(), one.parcel()), failure));
  }

  private void failed(Outgoing out, Exception failure) {
    try {
      if (DropReason.isOfTheRecord(failure)) {
        landing.refused(out, failure);
      } else if (!landing.givesUp(out, failure)) {
        failed.add(out);
        breakOff(failure);
      }
    } finally {
      window.comeBack(out.lines());
    }
  }

  /** Hands a message to the producer. */
  Offer offer(Outgoing out) {
    if (!window.enter(out.lines())) {
      return Offer.FULL;
    }
    if (isBroken()) {
      window.comeBack(out.lines());
      return Offer.BROKEN;
    }
    try {
      producer.send(out.message(), out.parcel());
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
   * @return what was not acknowledged; of one key in the order in which it was taken
   */
  List<Outgoing> retire(Duration patience) throws InterruptedException {
    close(patience);
    breakOff(new IllegalStateException("the producer is closed"));
    window.awaitEmpty();
    return List.copyOf(failed);
  }

  private void close(Duration patience) {
    try {
      producer.close(patience);
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("A producer did not close cleanly");
    }
  }
}
