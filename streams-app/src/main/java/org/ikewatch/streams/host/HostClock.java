package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What time it is on one host, and when its records were written. The clock follows the ingestors
 * that the host was heard through, each less its own delay, and never runs backwards. A stamp that
 * leaves the clock is not believed: the record then takes the time that the clock shows, and the
 * records after it keep their distance to it.
 *
 * <p>All times are milliseconds since the epoch.
 */
final class HostClock {
  /** A first stamp may lie ahead of the ingestor by this much: hosts' clocks differ by minutes. */
  static final Duration PLAUSIBLE_SKEW = Duration.ofMinutes(10);

  /** An ingestor through which the host was not heard for this long is not followed any more. */
  static final Duration FOLLOWED = Duration.ofHours(1);

  /** How long a jump is remembered that may be a step of the clock. */
  private static final long REMEMBERED = Duration.ofMinutes(15).toMillis();

  private static final int MOST_INGESTORS = 8;

  /** A Msg number this little above the newest one continues the counter. */
  private static final long CONTINUES = 64;

  private static final long NONE = Long.MIN_VALUE;

  private final long tolerance;
  private final Map<String, IngestorDelay> ingestors;
  private long newest;
  private long newestMsg;
  private long shown;
  private long shift;
  private String lastHeard;
  private Jump jump;

  /** The same as {@link #shown}, which is asked for several times a record. */
  private Instant now = Instant.MIN;

  private long shownAsInstant = NONE;

  /** The state of a clock, for keeping. */
  record State(
      long newest,
      long newestMsg,
      long shown,
      long shift,
      String lastHeard,
      Jump jump,
      Map<String, IngestorDelay> ingestors) {
    static final State STOPPED = new State(NONE, NONE, NONE, 0, "", Jump.NONE, Map.of());
  }

  /**
   * The stamps went this far ahead of the receive times of records that come as they are written,
   * at the record of that time: the clock was put forward, or the way of the records got shorter.
   */
  record Jump(long at, long by) {
    static final Jump NONE = new Jump(HostClock.NONE, 0);
  }

  HostClock(State state, Duration tolerance) {
    this.tolerance = tolerance.toMillis();
    this.newest = state.newest();
    this.newestMsg = state.newestMsg();
    this.shown = state.shown();
    this.shift = state.shift();
    this.lastHeard = state.lastHeard();
    this.jump = state.jump();
    this.ingestors = new TreeMap<>(state.ingestors());
  }

  State state() {
    return new State(newest, newestMsg, shown, shift, lastHeard, jump, ingestors);
  }

  /** Notes one record and says when it was written. */
  Instant observe(Instant stampedAt, String ingestor, Instant receivedAt, OptionalLong msg) {
    long stamp = stampedAt.toEpochMilli();
    long received = receivedAt.toEpochMilli();
    long time = newest == NONE ? first(stamp, received) : next(stamp, ingestor, received, msg);
    long sample = received - time;
    IngestorDelay known = ingestors.get(ingestor);
    if (known != null && known.isRealTime(received)) {
      noteJump(time, known.delay() - sample);
    }
    ingestors.put(
        ingestor,
        known == null ? IngestorDelay.first(sample, received) : known.with(sample, received));
    lastHeard = ingestor;
    dropSilent(received);
    if (time >= newest) {
      newest = time;
      newestMsg = msg.orElse(newestMsg);
    }
    shown = Math.max(Math.max(shown, newest), received - ingestors.get(ingestor).delay());
    return Instant.ofEpochMilli(time);
  }

  private long first(long stamp, long received) {
    boolean farAhead = stamp - received > PLAUSIBLE_SKEW.toMillis();
    shift = farAhead ? received - stamp : 0;
    return stamp + shift;
  }

  private long next(long stamp, String ingestor, long received, OptionalLong msg) {
    IngestorDelay known = ingestors.get(ingestor);
    long now = known == null ? shown : Math.max(shown, received - known.delay());
    boolean keepsDistance =
        shift != 0
            && Math.abs(stamp + shift - now) <= Math.min(tolerance, Math.abs(stamp - now) - 1);
    if (keepsDistance) {
      return stamp + shift;
    }
    if (stamp >= now - tolerance && stamp <= Math.max(now, received) + tolerance) {
      shift = 0;
      return stamp;
    }
    if (believable(stamp, now, received, msg)) {
      // Late: that says nothing of the clock.
      return stamp;
    }
    shift = now - stamp;
    return now;
  }

  /** A backlog may be ahead of the clock that its own records show, but not of the ingestor's. */
  private boolean believable(long time, long now, long received, OptionalLong msg) {
    boolean steppedBack = time < newest - tolerance && continues(msg);
    return time <= Math.max(now, received) + tolerance && !steppedBack;
  }

  private void noteJump(long time, long by) {
    boolean forgotten = jump.at() == NONE || jump.at() < time - REMEMBERED;
    if (by > 0 && (forgotten || by > jump.by())) {
      jump = new Jump(time, by);
    }
  }

  /** How far the clock may have been put forward, unnoticed, between these times of it. */
  Duration possibleStep(Instant from, Instant to) {
    boolean between =
        jump.at() != NONE && jump.at() > from.toEpochMilli() && jump.at() <= to.toEpochMilli();
    return between ? Duration.ofMillis(jump.by()) : Duration.ZERO;
  }

  private boolean continues(OptionalLong msg) {
    return newestMsg != NONE
        && msg.isPresent()
        && msg.getAsLong() > newestMsg
        && msg.getAsLong() <= newestMsg + CONTINUES;
  }

  private void dropSilent(long received) {
    if (ingestors.size() > 1) {
      long horizon = received - FOLLOWED.toMillis();
      ingestors
          .entrySet()
          .removeIf(it -> !it.getKey().equals(lastHeard) && it.getValue().heardAt() < horizon);
      if (ingestors.size() > MOST_INGESTORS) {
        ingestors.keySet().removeIf(it -> !it.equals(lastHeard));
      }
    }
  }

  /** Lets the clock of an ingestor pass; of one that the host was not heard through, nothing. */
  void passTo(String ingestor, Instant time) {
    IngestorDelay known = ingestors.get(ingestor);
    if (known != null) {
      shown = Math.max(shown, time.toEpochMilli() - known.delay());
    }
  }

  /** The time on the host; {@link Instant#MIN} before any record. */
  Instant now() {
    if (shownAsInstant != shown) {
      shownAsInstant = shown;
      now = Instant.ofEpochMilli(shown);
    }
    return now;
  }

  /** The clock of the ingestor heard through last when the host's clock shows this time. */
  Instant receivedAt(Instant time) {
    return receivedAt(lastHeard, time);
  }

  /** The clock of this ingestor when the host's clock shows this time. */
  Instant receivedAt(String ingestor, Instant time) {
    IngestorDelay known = ingestors.get(ingestor);
    return time.plusMillis(known == null ? 0 : known.delay());
  }

  /** The time on the host when this ingestor's clock shows that. */
  Instant timeAt(String ingestor, Instant receivedAt) {
    IngestorDelay known = ingestors.get(ingestor);
    return receivedAt.minusMillis(known == null ? 0 : known.delay());
  }

  /** The newest record; {@link Instant#MIN} before any. */
  Instant newestRecord() {
    return newest == NONE ? Instant.MIN : Instant.ofEpochMilli(newest);
  }

  /** The ingestors that this clock follows. */
  Iterable<String> followed() {
    return ingestors.keySet();
  }
}
