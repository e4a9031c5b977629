package org.ikewatch.ingest.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.EventTimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each host's clock is from ours. A record may have waited for its shipper, so of the
 * differences between the time received and the time written the smallest of late is the skew; a
 * host that goes beyond the tolerance, or comes back, is named once.
 */
final class ClockSkew {
  private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);
  private static final Duration TOLERANCE = Duration.ofMinutes(10);
  private static final long WINDOW_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final int MOST_HOSTS = 100_000;

  private final Map<String, Host> hosts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Host> eldest) {
          return size() > MOST_HOSTS;
        }
      };

  private int beyond;

  /** Reports to this registry how many hosts are off. */
  ClockSkew(MeterRegistry meters) {
    Gauge.builder("ikewatch_ingest_skewed_hosts", this, ClockSkew::beyond).register(meters);
  }

  private static final class Host {
    private long windowStart;
    private long smallest = Long.MAX_VALUE;
    private long smallestBefore = Long.MAX_VALUE;
    private boolean beyond;

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

  /** Takes the times of one record that states its own date. */
  synchronized void note(AuditRecord record) {
    if (record.getEventTimeSource() != EventTimeSource.DATE) {
      return;
    }
    Host host = hosts.computeIfAbsent(record.getHost(), name -> new Host());
    long receivedAt = record.getReceivedAt().toEpochMilli();
    long skew = host.skewAfter(receivedAt, receivedAt - record.getEventTime().toEpochMilli());
    boolean now = Math.abs(skew) > TOLERANCE.toMillis();
    if (now != host.beyond) {
      host.beyond = now;
      beyond += now ? 1 : -1;
      LOG.atWarn()
          .addKeyValue("host", record.getHost())
          .addKeyValue("skewSeconds", skew / 1000)
          .log(
              now
                  ? "The host's clock is off beyond the tolerance, or its records come late"
                  : "The host's clock is right again");
    }
  }

  /** The skew of a host, time received less time written; empty where none is known. */
  synchronized Optional<Duration> of(String name) {
    return Optional.ofNullable(hosts.get(name)).map(known -> Duration.ofMillis(known.skew()));
  }

  /** Hosts whose clock is off beyond the tolerance. */
  synchronized int beyond() {
    return beyond;
  }
}
