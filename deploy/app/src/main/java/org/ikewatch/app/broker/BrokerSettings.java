package org.ikewatch.app.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Kafka's settings for a cluster of one small node. */
record BrokerSettings(Path directory, int clientPort, int controllerPort) {
  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";
  private static final String CLIENT = "CLIENT";

  /** Topics of Kafka's own that have partitions and copies to be kept to one. */
  private static final Map<String, String> ONE_OF_EACH =
      Map.of(
          "offsets.topic.num.partitions", "1",
          "offsets.topic.replication.factor", "1",
          "transaction.state.log.num.partitions", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "share.coordinator.state.topic.num.partitions", "1",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1");

  /** Memory and threads for one machine that does other things as well. */
  private static final Map<String, String> SMALL =
      Map.of(
          "num.network.threads", "1",
          "num.io.threads", "2",
          "background.threads", "2",
          "group.coordinator.threads", "1",
          "share.coordinator.threads", "1",
          "log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));

  String bootstrapServers() {
    return LocalPort.HOST + ":" + clientPort;
  }

  Map<String, String> toMap() {
    String client = CLIENT + "://" + bootstrapServers();
    String controller = LocalPort.HOST + ":" + controllerPort;
    Map<String, String> settings = new HashMap<>(ONE_OF_EACH);
    settings.putAll(SMALL);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("listeners", client + "," + CONTROLLER + "://" + controller);
    settings.put("advertised.listeners", client);
    settings.put(
        "listener.security.protocol.map", CLIENT + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    settings.put("inter.broker.listener.name", CLIENT);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
    settings.put("log.dirs", directory.toString());
    // A topic whose name was mistyped shall not come to be.
    settings.put("auto.create.topics.enable", "false");
    // There are no other members to wait for.
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    // After a crash the controller waits for the session of the broker that is gone.
    settings.put("broker.session.timeout.ms", "4000");
    settings.put("broker.heartbeat.interval.ms", "500");
    return settings;
  }
}
