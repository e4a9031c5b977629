package org.ikewatch.ingest.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.ingest.guard.Occasionally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each host's clock is from ours. A record may have waited for its shipper, so of the
 * differences between the time received and the time written the smallest of late is the skew; a
 * host that goes beyond the tolerance, or comes back, is named once, unless many do in one minute:
 * a sender can invent hosts.
 */
final class ClockSkew {
  private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);
  private static final Duration TOLERANCE = Duration.ofMinutes(10);
  private static final long WINDOW_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final int NAMED_A_MINUTE = 20;
  private static final int MOST_HOSTS = 100_000;

  private final Map<String, Host> hosts = new LinkedHashMap<>(16, 0.75f, true);
  private final Occasionally occasionally;
  private int beyond;

  /** Reports to this registry how many hosts are off. */
  ClockSkew(MeterRegistry meters, Clock clock) {
    this.occasionally = new Occasionally(clock, NAMED_A_MINUTE);
    Gauge.builder("ikewatch_ingest_skewed_hosts", this, ClockSkew::beyond).register(meters);
  }

  /** Takes the times of one host's records that state their own date. */
  @FunctionalInterface
  interface Handle {
    /** Both in milliseconds since the epoch. */
    void note(long receivedAt, long writtenAt);
  }

  /** Of this window, and the one before. Guarded by the whole but for a look at what is known. */
  private static final class Host {
    private final String name;
    private long windowStart;
    private long smallest = Long.MAX_VALUE;
    private long smallestBefore = Long.MAX_VALUE;
    private boolean beyond;
    private boolean forgotten;

    Host(String name) {
      this.name = name;
    }

    /** Whether this difference tells nothing new; read without a lock, a race costs one look. */
    boolean knows(long receivedAt, long difference) {
      return receivedAt - windowStart < WINDOW_MILLIS
          && Math.abs(difference) >= Math.abs(smallest)
          && !forgotten;
    }

    long skewAfter(long receivedAt, long difference) {
      if (receivedAt - windowStart >= WINDOW_MILLIS) {
        smallestBefore = smallest;
        smallest = Long.MAX_VALUE;
        windowStart = receivedAt;
      }
      smallest = nearer(difference, smallest);
      return skew();
    }

    long skew() {
      return nearer(smallestBefore, smallest);
    }

    private static long nearer(long one, long other) {
      return Math.abs(one) < Math.abs(other) ? one : other;
    }
  }

  private final class Times implements Handle {
    private Host host;

    Times(Host host) {
      this.host = host;
    }

    @Override
    public void note(long receivedAt, long writtenAt) {
      long difference = receivedAt - writtenAt;
      if (!host.knows(receivedAt, difference)) {
        host = ClockSkew.this.note(host.name, receivedAt, difference);
      }
    }
  }

  /** Where the times of this host's records go. */
  Handle of(String name) {
    return new Times(known(name));
  }

  private synchronized Host known(String name) {
    Host host = hosts.computeIfAbsent(name, Host::new);
    if (hosts.size() > MOST_HOSTS) {
      forget(hosts.remove(hosts.keySet().iterator().next()));
    }
    return host;
  }

  private void forget(Host eldest) {
    eldest.forgotten = true;
    if (eldest.beyond) {
      beyond--;
    }
  }

  private synchronized Host note(String name, long receivedAt, long difference) {
    Host host = known(name);
    long skew = host.skewAfter(receivedAt, difference);
    boolean now = Math.abs(skew) > TOLERANCE.toMillis();
    if (now != host.beyond) {
      host.beyond = now;
      beyond += now ? 1 : -1;
      if (occasionally.isDue()) {
        LOG.atWarn()
            .addKeyValue("host", name)
            .addKeyValue("skewSeconds", skew / 1000)
            .log(
                now
                    ? "The host's clock is off beyond the tolerance, or its records come late"
                    : "The host's clock is right again");
      }
    }
    return host;
  }

  /** The skew of a host, time received less time written; empty where none is known. */
  synchronized Optional<Duration> skewOf(String name) {
    return Optional.ofNullable(hosts.get(name))
        .map(Host::skew)
        .filter(skew -> skew != Long.MAX_VALUE)
        .map(Duration::ofMillis);
  }

  /** Hosts whose clock is off beyond the tolerance. */
  synchronized int beyond() {
    return beyond;
  }
}
