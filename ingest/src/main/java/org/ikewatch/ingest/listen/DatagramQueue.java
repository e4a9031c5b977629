package org.ikewatch.ingest.listen;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.ikewatch.ingest.intake.HeldSince;

/**
 * What one socket has received and nobody has read yet: a burst, or what comes while the broker
 * takes its time, waits here, where there is more room than the kernel gives. One thread puts in,
 * one reads; neither takes a lock. When it is full whoever puts in waits, and then the kernel's
 * queue fills, which counts what it drops.
 */
final class DatagramQueue {
  /** Gets the datagrams in their order. */
  interface Reader {
    /** This part of the bytes came from there, at this time in milliseconds since the epoch. */
    void datagram(byte[] bytes, int start, int end, String sender, long arrivedAt);
  }

  /** Room for entries by the bytes that a usual datagram takes. */
  private static final int USUAL_BYTES = 128;

  private static final int LOOKS = 2;
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final byte[] bytes;
  private final int entries;
  private final int[] starts;
  private final int[] ends;

  /** Where each entry's bytes end, counted on over all that ever came. */
  private final long[] positions;

  private final long[] times;
  private final String[] senders;

  /** Entries that the reader may have, and those that it has done with. */
  private final AtomicLong published = new AtomicLong();

  private final AtomicLong done = new AtomicLong();

  /** Of the thread that puts in. */
  private long put;

  private long position;
  private long knownDone;

  /** Waits for something; null while it does not. */
  private volatile Thread sleeper;

  private volatile boolean closed;

  /**
   * An empty queue.
   *
   * @param size how many bytes may wait, at least one datagram's
   */
  DatagramQueue(int size) {
    bytes = new byte[size];
    entries = Math.max(1, size / USUAL_BYTES);
    starts = new int[entries];
    ends = new int[entries];
    positions = new long[entries];
    times = new long[entries];
    senders = new String[entries];
  }

  /** Puts a datagram in, as soon as there is room; the reader has it after {@link #publish}. */
  void put(ByteBuf datagram, String sender, long arrivedAt) {
    int length = datagram.readableBytes();
    int offset = (int) (position % bytes.length);
    // A datagram is in one piece: what is left at the end stays empty.
    long start = offset + length <= bytes.length ? position : position + bytes.length - offset;
    awaitRoom(start + length);
    int slot = (int) (put % entries);
    starts[slot] = (int) (start % bytes.length);
    ends[slot] = starts[slot] + length;
    datagram.getBytes(datagram.readerIndex(), bytes, starts[slot], length);
    times[slot] = arrivedAt;
    senders[slot] = sender;
    positions[slot] = start + length;
    position = start + length;
    put++;
  }

  private void awaitRoom(long newPosition) {
    while (!hasRoom(newPosition)) {
      publish();
      LockSupport.parkNanos(WAIT_NANOS);
      knownDone = done.get();
    }
  }

  private boolean hasRoom(long newPosition) {
    if (knownDone == put) {
      return true;
    }
    long oldest = positions[(int) (knownDone % entries)] - length(knownDone);
    return put - knownDone < entries && newPosition - oldest <= bytes.length;
  }

  private int length(long entry) {
    int slot = (int) (entry % entries);
    return ends[slot] - starts[slot];
  }

  /** Lets the reader have all that was put in. */
  void publish() {
    if (published.get() != put) {
      published.set(put);
      wake();
    }
  }

  private void wake() {
    Thread thread = sleeper;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /** How many datagrams wait to be read. */
  long waiting() {
    return published.get() - done.get();
  }

  /**
   * When the first of those arrived that are published and not read; {@link HeldSince#NOTHING}
   * where there are none. Any thread may ask.
   */
  long oldestArrival() {
    while (true) {
      long first = done.get();
      if (first == published.get()) {
        return HeldSince.NOTHING;
      }
      long time = times[(int) (first % entries)];
      // A slot is written again only after its entry is done with.
      if (done.get() == first) {
        return time;
      }
    }
  }

  /**
   * Reads all that is there, or waits for something.
   *
   * @param most how long to wait
   * @return false once the queue is closed and empty
   */
  boolean read(Reader reader, long most, TimeUnit unit) {
    long end = published.get();
    long next = done.get();
    if (next == end) {
      return !closed && await(end, unit.toNanos(most));
    }
    for (; next < end; next++) {
      int slot = (int) (next % entries);
      try {
        reader.datagram(bytes, starts[slot], ends[slot], senders[slot], times[slot]);
      } finally {
        done.setRelease(next + 1);
      }
    }
    return true;
  }

  private boolean await(long seen, long nanos) {
    // More comes soon while a burst goes on: being woken for each would cost its sender's thread.
    for (int i = 0; i < LOOKS; i++) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (published.get() != seen || closed) {
        return true;
      }
    }
    sleeper = Thread.currentThread();
    // Whoever puts something in after this sees the sleeper; what came before is seen here.
    if (published.get() == seen && !closed) {
      LockSupport.parkNanos(nanos);
    }
    sleeper = null;
    return true;
  }

  /** Nothing more is put in; what is there is still read. */
  void close() {
    closed = true;
    wake();
  }
}
