package org.ikewatch.ingest.produce;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.internals.ProducerMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * A producer for very many small records. Kafka's own spends more on each record's future, callback
 * and hand-over than the record's bytes cost; here a record is bytes in a batch and an entry in a
 * list. Everything below that is Kafka's: connections, security, metadata, batches, requests.
 *
 * <p>Acknowledged by all in-sync replicas, in order within a partition, and written once though
 * sent twice (KIP-98), as an idempotent {@code KafkaProducer} has it. Records with the same key go
 * to the partition where that would put them. Of the producer settings these have an effect: those
 * of connections, security and metadata, {@code compression.type}, {@code linger.ms}, {@code
 * batch.size}, {@code max.request.size}, {@code max.block.ms}, {@code request.timeout.ms}, {@code
 * delivery.timeout.ms}, {@code retry.backoff.ms}.
 */
public final class BatchProducer<P> implements RecordProducer<P> {
  private static final int FIRST_BYTES = 16 * 1024;

  /** Some hundred records: a request more costs little beside them. */
  private static final int ENOUGH_BYTES = 64 * 1024;

  private static final int RECORD_OVERHEAD = 128;

  private final ProducerMetadata metadata;
  private final KafkaClient client;
  private final Queues<P> queues;
  private final ProduceLoop<P> loop;
  private final Thread thread;
  private final Time time = Time.SYSTEM;
  private final long maxBlockMillis;
  private final int maxRequestBytes;

  /**
   * Starts a producer; it connects when it is needed.
   *
   * @param settings under Kafka's names, serializers not among them
   * @param fates gets what becomes of the records
   * @throws KafkaException where a setting is wrong
   */
  public BatchProducer(Map<String, ?> settings, Fates<P> fates) {
    Map<String, Object> all = new TreeMap<>(settings);
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    ProducerConfig config = new ProducerConfig(all);
    LogContext log = new LogContext("[" + config.getString(ProducerConfig.CLIENT_ID_CONFIG) + "] ");
    long linger = config.getLong(ProducerConfig.LINGER_MS_CONFIG);
    long backoff = config.getLong(ProducerConfig.RETRY_BACKOFF_MS_CONFIG);
    maxBlockMillis = config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG);
    maxRequestBytes = config.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    metadata =
        new ProducerMetadata(
            backoff,
            config.getLong(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG),
            config.getLong(ProducerConfig.METADATA_MAX_AGE_CONFIG),
            TimeUnit.DAYS.toMillis(36_500), // its topics are never idle for good
            log,
            new ClusterResourceListeners(),
            time);
    metadata.bootstrap(ClientUtils.parseAndValidateAddresses(config));
    Metrics metrics = new Metrics();
    client =
        ClientUtils.createNetworkClient(
            config,
            metrics,
            "producer",
            log,
            new ApiVersions(),
            time,
            2,
            metadata,
            metrics.sensor("produce-throttle-time"),
            null);
    queues =
        new Queues<>(
            new BatchSettings(
                Compression.of(config.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG)).build(),
                FIRST_BYTES,
                ENOUGH_BYTES,
                config.getInt(ProducerConfig.BATCH_SIZE_CONFIG),
                linger));
    loop =
        new ProduceLoop<>(
            client,
            metadata,
            queues,
            fates,
            new LoopSettings(
                config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG),
                config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                backoff,
                Math.max(1, linger)),
            time);
    thread = new Thread(loop, "ingest-producer");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void send(Message message, P parcel) {
    int bytes = message.key().length() + message.value().remaining() + RECORD_OVERHEAD;
    if (bytes > maxRequestBytes) {
      throw new RecordTooLargeException(
          "a record of " + bytes + " bytes is larger than max.request.size, " + maxRequestBytes);
    }
    List<PartitionQueue<P>> partitions = partitions(message.topic());
    int partition =
        message.partition() == Message.BY_KEY
            ? message.key().partition(partitions.size())
            : message.partition();
    if (partitions.get(partition).append(message, parcel, time::milliseconds)) {
      client.wakeup();
    }
  }

  private List<PartitionQueue<P>> partitions(String topic) {
    List<PartitionQueue<P>> known = queues.of(topic);
    return known.isEmpty() ? awaitPartitions(topic) : known;
  }

  private List<PartitionQueue<P>> awaitPartitions(String topic) {
    long end = time.milliseconds() + maxBlockMillis;
    try {
      while (queues.of(topic).isEmpty()) {
        metadata.add(topic, time.milliseconds());
        int version = metadata.requestUpdateForTopic(topic);
        client.wakeup();
        metadata.awaitUpdate(version, Math.max(1, end - time.milliseconds()));
        queues.update(metadata.fetch());
      }
      return queues.of(topic);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    var unused = partitions(topic);
    return metadata.fetch().partitionsForTopic(topic);
  }

  @Override
  public void close(Duration patience) {
    queues.close();
    loop.endBy(time.milliseconds() + patience.toMillis());
    client.wakeup();
    if (Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }
}
