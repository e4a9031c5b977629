package org.ikewatch.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.ikewatch.sink.incidents.Delivery.Skipped;
import org.ikewatch.sink.incidents.DestinationState;
import org.ikewatch.sink.incidents.DestinationState.Mode;

/**
 * What becomes of the revisions on their way to one destination, whose name is the tag {@code
 * destination}. Every record read is at last delivered, skipped or dead-lettered.
 */
final class SinkMetrics {
  private static final String PREFIX = "ikewatch_sink_";
  private static final long NOTHING_WAITS = -1;

  private final Clock clock;
  private final Counter delivered;
  private final Counter retries;
  private final Counter deadLettered;
  private final Counter unreported;
  private final Map<Skipped, Counter> skipped = new EnumMap<>(Skipped.class);

  /** When the oldest revision not delivered yet was published, in epoch milliseconds. */
  private volatile long waitingSince = NOTHING_WAITS;

  SinkMetrics(
      MeterRegistry meters, String destination, Clock clock, Supplier<DestinationState> state) {
    this.clock = clock;
    Tags tags = Tags.of("destination", destination);
    delivered = meters.counter(PREFIX + "delivered_revisions", tags);
    retries = meters.counter(PREFIX + "retries", tags);
    deadLettered = meters.counter(PREFIX + "deadlettered_records", tags);
    unreported = meters.counter(PREFIX + "unreported_deliveries", tags);
    skipped.put(Skipped.CHILD, skipped(meters, tags, "child"));
    skipped.put(Skipped.STALE, skipped(meters, tags, "stale"));
    skipped.put(Skipped.SUPERSEDED, skipped(meters, tags, "superseded"));
    Gauge.builder(PREFIX + "lag_seconds", this, SinkMetrics::lag)
        .tags(tags)
        .strongReference(true)
        .register(meters);
    Gauge.builder(
            PREFIX + "paused_destinations",
            state,
            now -> now.get().mode() == Mode.PAUSED ? 1.0 : 0.0)
        .tags(tags)
        .strongReference(true)
        .register(meters);
    Gauge.builder(
            PREFIX + "failing_destinations",
            state,
            now -> now.get().mode() == Mode.DELIVERING ? 0.0 : 1.0)
        .tags(tags)
        .strongReference(true)
        .register(meters);
  }

  private static Counter skipped(MeterRegistry meters, Tags tags, String reason) {
    return meters.counter(PREFIX + "skipped_revisions", tags.and("reason", reason));
  }

  void delivered(int revisions) {
    delivered.increment((double) revisions);
  }

  void skipped(Skipped why) {
    skipped.get(why).increment();
  }

  void retried() {
    retries.increment();
  }

  void deadLettered() {
    deadLettered.increment();
  }

  /** One of {@code ikewatch.deliveries} is missing. */
  void unreported() {
    unreported.increment();
  }

  /** The oldest revision that waits was published then. */
  void waitingSince(long epochMillis) {
    waitingSince = epochMillis;
  }

  void nothingWaits() {
    waitingSince = NOTHING_WAITS;
  }

  private double lag() {
    long since = waitingSince;
    return since == NOTHING_WAITS ? 0 : Math.max(0, clock.millis() - since) / 1000.0;
  }
}
