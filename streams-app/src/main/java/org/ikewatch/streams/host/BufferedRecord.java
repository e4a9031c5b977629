package org.ikewatch.streams.host;

import java.time.Instant;

/**
 * The place of one record of the reorder buffer among the others, or a moment at which something
 * was decided by the passing of time alone. The record itself is in the store, under its slot.
 *
 * @param time when it was written, on the host's clock, in milliseconds since the epoch
 * @param msg its Msg number; {@link Long#MAX_VALUE} if it has none
 * @param arrival how many bearing records arrived before it
 * @param ingestor the ingestor that received it; empty for a moment
 * @param graceEnd when no late record can precede it any more, in milliseconds on the clock of the
 *     ingestor; on the host's for a moment. The grace of many records ends together
 * @param slot where the record is kept; {@link #MOMENT} of a moment
 * @param bytes what it takes in the store
 * @param late whether it came too late to take its place: it may add to a count, nothing else
 */
record BufferedRecord(
    long time,
    long msg,
    long arrival,
    String ingestor,
    long graceEnd,
    int slot,
    int bytes,
    boolean late) {
  static final int MOMENT = -1;

  /** Numbers of one second that lie further apart than this are of two counter epochs. */
  private static final long RESTART = 128;

  /** As many records that arrive one after the other are settled together. */
  private static final int GROUP_BITS = 6;

  /** A moment at which something is decided before the next record arrives. */
  static BufferedRecord moment(Instant at, long arrival, long graceEnd) {
    return new BufferedRecord(
        at.toEpochMilli(), Long.MAX_VALUE, arrival, "", graceEnd, MOMENT, 0, false);
  }

  boolean isMoment() {
    return slot == MOMENT;
  }

  Instant at() {
    return Instant.ofEpochMilli(time);
  }

  /** Order by time, then Msg, then arrival. */
  boolean follows(BufferedRecord other) {
    if (time != other.time) {
      return time > other.time;
    }
    if (msg != other.msg && inOneSecondOfOneEpoch(other)) {
      return msg > other.msg;
    }
    return arrival > other.arrival || (arrival == other.arrival && other.isMoment());
  }

  /** A counter that restarts within a second gives no order: there, arrival decides. */
  private boolean inOneSecondOfOneEpoch(BufferedRecord other) {
    return Math.abs(msg - other.msg) < RESTART;
  }

  /** Whether both are settled at once. What is settled together depends on the records alone. */
  boolean settlesWith(BufferedRecord other) {
    return graceEnd == other.graceEnd && arrival >> GROUP_BITS == other.arrival >> GROUP_BITS;
  }
}
