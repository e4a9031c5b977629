package org.ikewatch.ingest.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one producer: what it takes, what comes back, and its end at the first failure that
 * is the broker's, when nothing more may pass what has failed. A broker that is only slow ends
 * nothing: the producer keeps its batches and sends them again under the same numbers, so that none
 * is written twice. Safe for use by several threads.
 */
final class ProducerSession implements Unacknowledged.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ProducerSession.class);

  /** What became of an offer. */
  enum Offer {
    /** The producer has it. */
    TAKEN,
    /** Too much is unacknowledged. */
    FULL,
    /** The session takes nothing now: another will take it, or the spool. */
    CLOSED
  }

  /** Gets what becomes of the records, on the producer's thread. */
  interface Listener {
    /** The broker has it. */
    void acknowledged(Outgoing out);

    /** The broker will never take it. */
    void refused(Outgoing out, Exception failure);

    /** The session is over. */
    void broken();
  }

  private final Producer<byte[], byte[]> producer;
  private final InFlightLimit limit;
  private final Listener listener;
  private final Unacknowledged unacknowledged = new Unacknowledged(this);
  private final AtomicReference<Exception> broken = new AtomicReference<>();

  /** A session of a new producer, which it closes. */
  ProducerSession(
      Supplier<Producer<byte[], byte[]>> producers, InFlightLimit limit, Listener listener) {
    this.limit = limit;
    this.listener = listener;
    this.producer = producers.get();
  }

  /** Hands a record to the producer. May wait as long as {@code max.block.ms}. */
  Offer offer(Outgoing out) {
    if (!limit.enter(out.lines(), out.bytes())) {
      return Offer.FULL;
    }
    Unacknowledged.Entry entry = isBroken() ? null : unacknowledged.add(out);
    if (entry == null) {
      limit.comeBack(out.lines(), out.bytes());
      return Offer.CLOSED;
    }
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  out.topic(),
                  out.partition().isPresent() ? out.partition().getAsInt() : null,
                  out.timestamp(),
                  out.key(),
                  out.value()),
              entry);
      return entry.isTurnedAway() ? Offer.FULL : Offer.TAKEN;
    } catch (RuntimeException e) {
      return thrown(entry, e);
    }
  }

  private Offer thrown(Unacknowledged.Entry entry, RuntimeException failure) {
    Outgoing out = entry.out();
    if (!entry.remove()) {
      return Offer.TAKEN;
    }
    limit.comeBack(out.lines(), out.bytes());
    if (failure instanceof InterruptException) {
      throw failure;
    }
    if (DropReason.isOfTheRecord(failure)) {
      listener.refused(out, failure);
      return Offer.TAKEN;
    }
    breakOff(failure);
    return Offer.CLOSED;
  }

  @Override
  public void acknowledged(Outgoing out) {
    try {
      listener.acknowledged(out);
    } finally {
      limit.leave(out.lines(), out.bytes());
    }
  }

  @Override
  public void failed(Unacknowledged.Entry entry, Exception failure) {
    Outgoing out = entry.out();
    try {
      if (failure instanceof BufferExhaustedException) {
        entry.turnAway();
      } else if (DropReason.isOfTheRecord(failure)) {
        if (entry.remove()) {
          listener.refused(out, failure);
        }
      } else {
        // It stays where it is, so that what is left at the end is in its order.
        breakOff(failure);
      }
    } finally {
      limit.comeBack(out.lines(), out.bytes());
    }
  }

  /** The topic's partitions; waits for the broker to tell them. */
  List<PartitionInfo> partitionsOf(String topic) {
    return producer.partitionsFor(topic);
  }

  /**
   * Has all that is unacknowledged go on to the spool as well, and takes nothing until {@link
   * #resume}. The broker may still acknowledge it.
   *
   * @return what the spool is to take, of one key in its order
   */
  List<Outgoing> moveTo(Spool spool) {
    List<Outgoing> moved = new ArrayList<>();
    var unused = unacknowledged.close(out -> moved(out, spool, moved));
    return moved;
  }

  private static Outgoing moved(Outgoing out, Spool spool, List<Outgoing> all) {
    if (out.isSpooled() || !out.isPrecious()) {
      return out;
    }
    Outgoing moved = out.with(new MovedReceipt(out.receipt(), spool, out.lines()));
    all.add(moved);
    return moved;
  }

  /** Takes records again. */
  void resume() {
    unacknowledged.reopen();
  }

  /**
   * Ends the session: what is not acknowledged yet fails. On the producer's own thread too, so that
   * none of the records behind a failed one is sent any more.
   */
  void breakOff(Exception cause) {
    if (broken.compareAndSet(null, cause)) {
      close(Duration.ZERO);
      listener.broken();
      limit.wake();
    }
  }

  boolean isBroken() {
    return broken.get() != null;
  }

  /** Why the session is over; the empty string where it is not. */
  String cause() {
    Exception cause = broken.get();
    return cause == null ? "" : cause.toString();
  }

  /**
   * Closes the producer and waits until the fate of all it had is known.
   *
   * @param patience how long it may go on delivering
   * @return what was not acknowledged and the spool does not have; of one key in its order
   */
  List<Outgoing> end(Duration patience) throws InterruptedException {
    close(patience);
    breakOff(new IllegalStateException("the producer is closed"));
    limit.awaitEmpty();
    return unacknowledged.close(out -> out).stream()
        .filter(out -> out.isPrecious() && !out.isSpooled())
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
