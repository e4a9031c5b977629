package org.ikewatch.ingest.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The records that a producer has and the broker has not acknowledged; those of one key in the
 * order in which they were added. Safe for use by several threads.
 */
final class Unacknowledged {
  /** Gets what the producer says of a record. */
  interface Listener {
    /** The broker has it; it is removed. */
    void acknowledged(Outgoing out);

    /** The producer gave up the record, which is still here. */
    void failed(Entry entry, Exception failure);
  }

  /** Records of one key meet in one of these; a power of two. */
  private static final int STRIPES = 16;

  private final Listener listener;
  private final Stripe[] stripes = new Stripe[STRIPES];

  Unacknowledged(Listener listener) {
    this.listener = listener;
    Arrays.setAll(stripes, i -> new Stripe());
  }

  /** Links the records in their order, so that any of them can be taken out at once. */
  private static final class Stripe {
    private Entry first;
    private Entry last;
    private boolean closed;
  }

  /** One record. It is its own callback, so that each costs but one object. */
  final class Entry implements Callback {
    private final Stripe stripe;
    private Outgoing out;
    private Entry before;
    private Entry after;
    private boolean removed;

    /** Told and asked on the thread that offers the record. */
    private boolean turnedAway;

    private Entry(Stripe stripe, Outgoing out) {
      this.stripe = stripe;
      this.out = out;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
      if (failure == null) {
        if (remove()) {
          listener.acknowledged(out);
        }
      } else {
        listener.failed(this, failure);
      }
    }

    Outgoing out() {
      synchronized (stripe) {
        return out;
      }
    }

    /** The producer had no room for it, so it is out. */
    void turnAway() {
      turnedAway = remove();
    }

    boolean isTurnedAway() {
      return turnedAway;
    }

    /** Takes it out; false if it is out already. */
    boolean remove() {
      synchronized (stripe) {
        if (removed) {
          return false;
        }
        removed = true;
        if (before == null) {
          stripe.first = after;
        } else {
          before.after = after;
        }
        if (after == null) {
          stripe.last = before;
        } else {
          after.before = before;
        }
        before = null;
        after = null;
        return true;
      }
    }
  }

  /** Adds a record; null while nothing may be added. */
  Entry add(Outgoing out) {
    Stripe stripe = stripes[Arrays.hashCode(out.key()) & STRIPES - 1];
    Entry entry = new Entry(stripe, out);
    synchronized (stripe) {
      if (stripe.closed) {
        return null;
      }
      entry.before = stripe.last;
      if (stripe.last == null) {
        stripe.first = entry;
      } else {
        stripe.last.after = entry;
      }
      stripe.last = entry;
      return entry;
    }
  }

  /** Nothing may be added from now on; all that is here is replaced by what this gives for it. */
  List<Outgoing> close(UnaryOperator<Outgoing> replacement) {
    List<Outgoing> all = new ArrayList<>();
    for (Stripe stripe : stripes) {
      synchronized (stripe) {
        stripe.closed = true;
        for (Entry entry = stripe.first; entry != null; entry = entry.after) {
          entry.out = replacement.apply(entry.out);
          all.add(entry.out);
        }
      }
    }
    return all;
  }

  /** Records may be added again. */
  void reopen() {
    for (Stripe stripe : stripes) {
      synchronized (stripe) {
        stripe.closed = false;
      }
    }
  }
}
