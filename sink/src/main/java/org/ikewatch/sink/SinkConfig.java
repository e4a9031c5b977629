package org.ikewatch.sink;

import java.time.Duration;
import java.util.Map;

/**
 * How one destination is fed.
 *
 * @param bootstrapServers the Kafka brokers
 * @param retryAfter how long to wait before a batch that failed is tried again
 * @param kafka further settings for the consumer and the producer of dead letters; these win
 */
public record SinkConfig(String bootstrapServers, Duration retryAfter, Map<String, String> kafka) {
  public SinkConfig {
    if (retryAfter.isNegative() || retryAfter.isZero()) {
      throw new IllegalArgumentException("sink.retry.after must be positive, it is " + retryAfter);
    }
    kafka = Map.copyOf(kafka);
  }

  /** One retry a second against these brokers. */
  public static SinkConfig to(String bootstrapServers) {
    return new SinkConfig(bootstrapServers, Duration.ofSeconds(1), Map.of());
  }
}
