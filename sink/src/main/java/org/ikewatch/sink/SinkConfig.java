package org.ikewatch.sink;

import java.time.Duration;
import java.util.Map;
import org.ikewatch.sink.incidents.DeliveryPolicy;

/**
 * How one destination is fed.
 *
 * @param bootstrapServers the Kafka brokers
 * @param policy what is delivered, and how failures are treated
 * @param kafka further settings for the consumer and the producer of dead letters; these win
 */
public record SinkConfig(
    String bootstrapServers, DeliveryPolicy policy, Map<String, String> kafka) {
  public SinkConfig {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Everything is delivered.
   *
   * @param retryAfter how long to wait at most before a batch that failed is tried again
   */
  public SinkConfig(String bootstrapServers, Duration retryAfter, Map<String, String> kafka) {
    this(bootstrapServers, DeliveryPolicy.every(retryAfter), kafka);
  }

  /** One retry a second against these brokers. */
  public static SinkConfig to(String bootstrapServers) {
    return new SinkConfig(bootstrapServers, Duration.ofSeconds(1), Map.of());
  }
}
