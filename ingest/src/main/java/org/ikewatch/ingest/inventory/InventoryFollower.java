package org.ikewatch.ingest.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.HostProfile;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a directory in step with the inventory topic. */
public final class InventoryFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InventoryFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final AvroSerde<HostProfile> serde;
  private final HostDefaults defaults;
  private final Map<String, HostProfile> profiles = new HashMap<>();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile HostDirectory directory;

  private InventoryFollower(
      Consumer<byte[], byte[]> consumer, SchemaRegistry registry, HostDefaults defaults) {
    this.consumer = consumer;
    this.serde = AvroSerde.forValue(HostProfile.class, Topics.INVENTORY, registry);
    this.defaults = defaults;
    this.directory = HostDirectory.empty(defaults);
    this.thread = new Thread(this::run, "ingest-inventory");
    thread.setDaemon(true);
  }

  /**
   * Starts reading the topic from its beginning, with this consumer, which the follower closes.
   *
   * @throws org.ikewatch.schemas.SchemaRegistryException where the contract cannot be registered
   */
  public static InventoryFollower start(
      Consumer<byte[], byte[]> consumer, SchemaRegistry registry, HostDefaults defaults) {
    InventoryFollower follower = new InventoryFollower(consumer, registry, defaults);
    follower.thread.start();
    return follower;
  }

  /** A consumer without a group: everyone reads the whole inventory. */
  public static Consumer<byte[], byte[]> consumer(IngestConfig config) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The directory as of now. */
  public HostDirectory directory() {
    return directory;
  }

  /** Waits until the topic is read to its end; false where that took too long. */
  public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
    return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try (consumer) {
      while (!isClosed()) {
        try {
          follow();
        } catch (WakeupException e) {
          return;
        } catch (RuntimeException | Error e) {
          LOG.atWarn().addKeyValue("topic", Topics.INVENTORY).setCause(e).log("Inventory unread");
          pause();
        }
      }
    }
  }

  private void follow() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.INVENTORY).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    if (partitions.isEmpty()) {
      caughtUp.countDown(); // no topic: nobody has applied an inventory so far
      pause();
      return;
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!isClosed()) {
      boolean changed = false;
      for (ConsumerRecord<byte[], byte[]> change : consumer.poll(POLL)) {
        changed |= apply(change);
      }
      if (changed) {
        directory = HostDirectory.of(defaults, profiles.values());
      }
      if (ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
        caughtUp.countDown();
      }
    }
  }

  private boolean apply(ConsumerRecord<byte[], byte[]> change) {
    String name = change.key() == null ? "" : new String(change.key(), UTF_8);
    if (change.value() == null) {
      return profiles.remove(name) != null;
    }
    try {
      HostProfile profile = serde.fromBytes(change.value());
      // A profile that cannot be used must not take the others with it.
      var unused = HostDirectory.of(defaults, List.of(profile));
      profiles.put(name, profile);
      return true;
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("topic", change.topic())
          .addKeyValue("partition", change.partition())
          .addKeyValue("offset", change.offset())
          .setCause(e)
          .log("A host profile cannot be used; the host keeps its last one");
      return false;
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause() {
    try {
      var unused = closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    consumer.wakeup();
    try {
      thread.join(RETRY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
