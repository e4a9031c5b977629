package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** What the host's own clock shows: a constant error, or one that steps. */
public final class HostClock {
  private final TreeMap<Instant, Duration> errors = new TreeMap<>();

  /** A clock that is wrong by {@code error}; positive where it is ahead. */
  public HostClock(Duration error) {
    errors.put(Instant.MIN, error);
  }

  /** The same, but wrong by {@code error} from {@code at}. */
  public HostClock stepAt(Instant at, Duration error) {
    errors.put(at, error);
    return this;
  }

  /** What it shows at a true time. */
  public Instant stamp(Instant at) {
    return at.plus(errors.floorEntry(at).getValue());
  }

  /** When it steps. */
  public List<Instant> steps() {
    return errors.keySet().stream().filter(at -> !at.equals(Instant.MIN)).toList();
  }
}
