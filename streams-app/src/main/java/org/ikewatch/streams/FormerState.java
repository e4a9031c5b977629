package org.ikewatch.streams;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.ikewatch.schemas.Topics;
import org.ikewatch.streams.topology.Names;

/**
 * Refuses to start on the state of a version whose stores this one does not read: going on without
 * it would leave incidents open for ever and give new ones revisions that fall.
 */
final class FormerState {
  private static final String CLIENT_ID = CorrelatorConfig.APPLICATION_ID + "-start";

  private FormerState() {}

  /**
   * Looks for the changelog topics of such a version. Blocks until the brokers answer, at most
   * {@code default.api.timeout.ms}.
   *
   * @throws FormerStateException if there are any
   * @throws KafkaException if the topics cannot be listed
   */
  static void refuse(CorrelatorConfig config) {
    Map<String, Object> properties =
        new StreamsConfig(config.toProperties()).getAdminConfigs(CLIENT_ID);
    Set<String> found = new TreeSet<>();
    try (Admin admin = Admin.create(properties)) {
      Set<String> topics = admin.listTopics().names().get();
      for (String store : Names.FORMER_STORES) {
        String changelog = CorrelatorConfig.APPLICATION_ID + "-" + store + "-changelog";
        if (topics.contains(changelog)) {
          found.add(changelog);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the topics were listed", e);
    } catch (ExecutionException e) {
      throw new KafkaException("the topics cannot be listed: " + e.getCause().getMessage(), e);
    }
    if (!found.isEmpty()) {
      throw new FormerStateException(
          "the correlator's state was written by an earlier version and cannot be read: stop every "
              + "correlator, delete the topics "
              + String.join(", ", found)
              + " and the consumer group "
              + CorrelatorConfig.APPLICATION_ID
              + ", and empty "
              + Topics.INCIDENTS
              + " and the database");
    }
  }
}
