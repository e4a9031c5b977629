package org.ikewatch.app.broker;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;

/** Makes the topics that are missing and leaves those that exist as their operator set them. */
public final class TopicProvisioner {
  private final Admin admin;

  /**
   * @param admin the cluster to work on; the caller closes it
   */
  public TopicProvisioner(Admin admin) {
    this.admin = admin;
  }

  /** Makes missing topics on the cluster behind this address. */
  public static Set<String> provision(
      String bootstrapServers, List<TopicSettings> topics, int replicationFactor) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return new TopicProvisioner(admin).provision(topics, replicationFactor);
    }
  }

  /**
   * Makes IKEwatch's topics that are missing on the cluster behind this address. An audit topic
   * that exists keeps its partitions, and so do the other topics: what has a key must be found
   * where it was put. Those that are made get as many as the audit topic has.
   *
   * @return the names of those made by this call
   * @throws KafkaException where the cluster refuses or cannot be reached
   */
  public static Set<String> provisionAll(String bootstrapServers, int replicationFactor) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      TopicProvisioner provisioner = new TopicProvisioner(admin);
      OptionalInt partitions = provisioner.partitions(Topics.AUDIT);
      return provisioner.provision(
          partitions.isPresent() ? TopicSettings.all(partitions.getAsInt()) : TopicSettings.all(),
          replicationFactor);
    }
  }

  private OptionalInt partitions(String topic) {
    try {
      TopicDescription found =
          admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get();
      return OptionalInt.of(found.partitions().size());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return OptionalInt.empty();
      }
      throw new KafkaException(
          "topic " + topic + " cannot be described: " + e.getCause().getMessage(), e);
    }
  }

  /**
   * Makes missing topics.
   *
   * @return the names of those made by this call
   * @throws KafkaException where the cluster refuses or cannot be reached
   */
  public Set<String> provision(List<TopicSettings> topics, int replicationFactor) {
    List<NewTopic> wanted =
        topics.stream().map(topic -> topic.toNewTopic((short) replicationFactor)).toList();
    Set<String> made = new TreeSet<>();
    admin
        .createTopics(wanted)
        .values()
        .forEach(
            (name, outcome) -> {
              if (isMade(name, outcome)) {
                made.add(name);
              }
            });
    return made;
  }

  private static boolean isMade(String name, KafkaFuture<Void> outcome) {
    try {
      outcome.get();
      return true;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw new KafkaException(
          "topic " + name + " cannot be made: " + e.getCause().getMessage(), e);
    }
  }
}
