package org.ikewatch.streams;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Settings of Kafka Streams that an operator may not give: without exactly-once, or under another
 * name, the correlator would lose its state or publish incidents twice.
 */
final class ReservedKafkaSettings {
  private static final Set<String> RESERVED =
      Set.of("application.id", "bootstrap.servers", "group.id", "processing.guarantee");

  /** What Kafka Streams lets stand before a setting of one of its clients. */
  private static final List<String> CLIENTS =
      List.of(
          "main.consumer.",
          "restore.consumer.",
          "global.consumer.",
          "consumer.",
          "producer.",
          "admin.");

  private ReservedKafkaSettings() {}

  /**
   * A sentence for each of these settings that is reserved.
   *
   * @param names as Kafka has them
   */
  static List<String> errors(Collection<String> names) {
    return names.stream()
        .filter(name -> RESERVED.contains(withoutClient(name)))
        .sorted()
        .map(
            name ->
                withoutClient(name).equals("bootstrap.servers")
                    ? "kafka.%s: is not a setting; give kafka.bootstrap.servers".formatted(name)
                    : "kafka.%s: is set by the correlator itself; remove it".formatted(name))
        .toList();
  }

  private static String withoutClient(String name) {
    return CLIENTS.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(client -> name.substring(client.length()))
        .orElse(name);
  }
}
