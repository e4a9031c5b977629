package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ikewatch.schemas.TopicSettings.Cleanup;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {
  @Test
  void shouldPartitionByHostWhatIsReadTogether() {
    // When
    var partitions =
        TopicSettings.all(12).stream()
            .collect(Collectors.toMap(TopicSettings::name, TopicSettings::partitions));

    // Then
    assertThat(partitions)
        .containsEntry(Topics.AUDIT, 12)
        .containsEntry(Topics.INCIDENTS, 12)
        .containsEntry(Topics.INVENTORY, 12)
        .containsEntry(Topics.DELIVERIES, 1)
        .containsEntry(Topics.REJECTS, 1)
        .containsEntry(Topics.DEADLETTERS, 1);
  }

  @Test
  void shouldCleanUpEachTopicInItsOwnWay() {
    // When
    var topics =
        TopicSettings.all().stream()
            .collect(Collectors.toMap(TopicSettings::name, Function.identity()));

    // Then
    assertThat(topics.get(Topics.INCIDENTS).configs())
        .containsEntry("cleanup.policy", "compact,delete")
        .containsKey("retention.ms");
    assertThat(topics.get(Topics.INVENTORY).configs())
        .containsEntry("cleanup.policy", "compact")
        .doesNotContainKey("retention.ms");
    assertThat(topics.get(Topics.DELIVERIES).configs())
        .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "7776000000"));
    assertThat(topics.get(Topics.REJECTS).configs()).containsEntry("cleanup.policy", "delete");
  }

  @Test
  void shouldRefuseWhatMakesNoTopic() {
    assertThatThrownBy(() -> TopicSettings.all(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partitions");
    assertThatThrownBy(() -> new TopicSettings("a", 1, Cleanup.DELETE, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retention");
  }
}
