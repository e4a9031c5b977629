package org.ikewatch.ingest.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.HostProfile;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.Test;

class InventoryFollowerTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.INVENTORY, 0);

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerde<HostProfile> serde =
      AvroSerde.forValue(HostProfile.class, Topics.INVENTORY, registry);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  private void topicHolds(long records) {
    Node node = new Node(0, "kafka", 9092);
    Node[] nodes = {node};
    consumer.updatePartitions(
        Topics.INVENTORY, List.of(new PartitionInfo(Topics.INVENTORY, 0, node, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, records));
  }

  private void add(long offset, String name, byte[] value) {
    consumer.addRecord(
        new ConsumerRecord<>(Topics.INVENTORY, 0, offset, name.getBytes(UTF_8), value));
  }

  private byte[] profile(String name, String address) {
    return serde.toBytes(new HostProfile(name, List.of(address), null, null, null));
  }

  @Test
  void shouldReadTheTopicAndFollowIt() throws InterruptedException {
    // Given
    topicHolds(2);
    consumer.schedulePollTask(
        () -> {
          add(0, "hpux1", profile("hpux1", "15.1.1.1"));
          add(1, "hpux2", new byte[] {9, 9});
        });

    // When
    try (InventoryFollower follower =
        InventoryFollower.start(consumer, registry, HostDefaults.UTC)) {
      boolean caughtUp = follower.awaitCaughtUp(Duration.ofSeconds(10));
      String before = follower.directory().resolve("", "15.1.1.1").name();
      consumer.schedulePollTask(
          () -> {
            add(2, "hpux1", null);
            add(3, "hpux3", profile("hpux3", "15.1.1.3"));
          });

      // Then
      assertThat(caughtUp).isTrue();
      assertThat(before).isEqualTo("hpux1");
      await().until(() -> follower.directory().knows("hpux3"));
      assertThat(follower.directory().knows("hpux1")).isFalse();
    }
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldDoWithoutATopic() throws InterruptedException {
    // Given
    consumer.updatePartitions(Topics.INVENTORY, List.of());

    // When
    try (InventoryFollower follower =
        InventoryFollower.start(consumer, registry, HostDefaults.UTC)) {
      boolean caughtUp = follower.awaitCaughtUp(Duration.ofSeconds(10));

      // Then
      assertThat(caughtUp).isTrue();
      assertThat(follower.directory().resolve("", "15.1.1.1").name()).isEqualTo("15.1.1.1");
    }
  }
}
