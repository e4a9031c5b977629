package org.ikewatch.app.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.testing.Installation;
import org.ikewatch.app.testing.Syslog;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many partitions the topics of an installation have. */
class PartitionsIT {
  @TempDir private Path data;

  private static Map<String, Integer> partitions(String bootstrapServers)
      throws ExecutionException, InterruptedException {
    Map<String, Integer> partitions = new TreeMap<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .describeTopics(List.of(Topics.AUDIT, Topics.INCIDENTS, Topics.INVENTORY))
          .allTopicNames()
          .get()
          .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    }
    return partitions;
  }

  @Test
  void shouldGiveANewDirectoryTwelve() throws Exception {
    // When
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
      TopicProvisioner.provisionAll(broker.bootstrapServers(), 1);

      // Then
      assertThat(partitions(broker.bootstrapServers()))
          .isEqualTo(Map.of(Topics.AUDIT, 12, Topics.INCIDENTS, 12, Topics.INVENTORY, 12));
    }
  }

  @Test
  void shouldGiveTopicsThatAreMissingAsManyAsTheAuditTopicHas() throws Exception {
    // Given
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
      TopicProvisioner.provision(
          broker.bootstrapServers(),
          TopicSettings.all(4).stream().filter(t -> t.name().equals(Topics.AUDIT)).toList(),
          1);

      // When
      TopicProvisioner.provisionAll(broker.bootstrapServers(), 1);

      // Then
      assertThat(partitions(broker.bootstrapServers()))
          .isEqualTo(Map.of(Topics.AUDIT, 4, Topics.INCIDENTS, 4, Topics.INVENTORY, 4));
    }
  }

  @Test
  void shouldKeepThoseOfAnExistingDirectory() throws Exception {
    // Given
    // As they were made before: four, and one for the inventory.
    List<TopicSettings> before = new ArrayList<>(TopicSettings.all(4));
    before.replaceAll(
        topic ->
            topic.name().equals(Topics.INVENTORY) ? TopicSettings.compacted(topic.name()) : topic);
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0)) {
      TopicProvisioner.provision(broker.bootstrapServers(), before, 1);
    }

    // When
    try (Installation ikewatch = Installation.in(data)) {
      Syslog.tcp(
          ikewatch.tcp(),
          "<155>Mar 15 07:14:20 hpux042 ikmpd: Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15"
              + " 07:14:18 2002 Event: MM negotiation timeout, src 15.2.2.2");
      ikewatch.awaitSettled("hpux042");

      // Then
      assertThat(partitions(ikewatch.bootstrapServers()))
          .isEqualTo(Map.of(Topics.AUDIT, 4, Topics.INCIDENTS, 4, Topics.INVENTORY, 1));
      assertThat(ikewatch.published("hpux042", "15.2.2.2")).hasSize(1);
    }
  }
}
