package org.ikewatch.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How a topic is made: what it is called, how far it spreads and how long it remembers.
 *
 * @param cleanup what becomes of old records
 * @param retention how long records are kept where {@code cleanup} deletes them by age
 */
public record TopicSettings(String name, int partitions, Cleanup cleanup, Duration retention) {
  /** What becomes of old records. */
  public enum Cleanup {
    /** They go when they are older than the retention. */
    DELETE,
    /** The newest of each key stays for good; the retention does not apply. */
    COMPACT,
    /** The newest of each key stays, until it is older than the retention. */
    COMPACT_AND_DELETE
  }

  private static final int DEFAULT_PARTITIONS = 12;

  /** Has no effect on a topic that is only compacted, but must be positive. */
  private static final Duration COMPACTED = Duration.ofDays(7);

  /** Kafka compacts closed segments only: a quiet topic must close one now and then. */
  private static final Duration SEGMENT = Duration.ofDays(1);

  /**
   * @throws IllegalArgumentException where a value makes no topic
   */
  public TopicSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a topic needs a name");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException(name + ": partitions must be 1 or more: " + partitions);
    }
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException(name + ": retention must be positive: " + retention);
    }
  }

  /** IKEwatch's six topics with the settings for one machine. */
  public static List<TopicSettings> all() {
    return all(DEFAULT_PARTITIONS);
  }

  /**
   * IKEwatch's six topics.
   *
   * @param partitions of {@link Topics#AUDIT}, of {@link Topics#INCIDENTS}, and of {@link
   *     Topics#INVENTORY}, which is read together with the audit topic; the others have one
   */
  public static List<TopicSettings> all(int partitions) {
    return List.of(
        new TopicSettings(Topics.AUDIT, partitions, Cleanup.DELETE, Duration.ofDays(7)),
        new TopicSettings(
            Topics.INCIDENTS, partitions, Cleanup.COMPACT_AND_DELETE, Duration.ofDays(90)),
        new TopicSettings(Topics.INVENTORY, partitions, Cleanup.COMPACT, COMPACTED),
        new TopicSettings(Topics.DELIVERIES, 1, Cleanup.DELETE, Duration.ofDays(90)),
        new TopicSettings(Topics.REJECTS, 1, Cleanup.DELETE, Duration.ofDays(30)),
        new TopicSettings(Topics.DEADLETTERS, 1, Cleanup.DELETE, Duration.ofDays(30)));
  }

  /** A topic of one partition that keeps the newest record of each key for good. */
  public static TopicSettings compacted(String name) {
    return new TopicSettings(name, 1, Cleanup.COMPACT, COMPACTED);
  }

  /** The topic's settings under Kafka's names. */
  public Map<String, String> configs() {
    String segment = Long.toString(SEGMENT.toMillis());
    String age = Long.toString(retention.toMillis());
    return switch (cleanup) {
      case DELETE -> Map.of("cleanup.policy", "delete", "retention.ms", age);
      case COMPACT -> Map.of("cleanup.policy", "compact", "segment.ms", segment);
      case COMPACT_AND_DELETE ->
          Map.of("cleanup.policy", "compact,delete", "segment.ms", segment, "retention.ms", age);
    };
  }

  /**
   * The request that makes the topic.
   *
   * @param replicationFactor copies of each partition: 1 on one machine, 3 in production
   */
  public NewTopic toNewTopic(short replicationFactor) {
    return new NewTopic(name, partitions, replicationFactor).configs(configs());
  }
}
