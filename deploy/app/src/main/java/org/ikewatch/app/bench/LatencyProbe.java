package org.ikewatch.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/** Notes when a host's failure was sent, and when its incident could be read. */
public final class LatencyProbe implements AutoCloseable {
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final List<Long> latencies = Collections.synchronizedList(new ArrayList<>());
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroSerde<Incident> serde;
  private final Thread reader = new Thread(this::read, "latency-probe");
  private volatile boolean stopped;

  private LatencyProbe(KafkaConsumer<byte[], byte[]> consumer, AvroSerde<Incident> serde) {
    this.consumer = consumer;
    this.serde = serde;
  }

  /** Starts reading incidents, from now on. */
  public static LatencyProbe start(String bootstrapServers, SchemaRegistry registry) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "fetch.max.wait.ms", "10"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        consumer.partitionsFor(Topics.INCIDENTS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
    LatencyProbe probe =
        new LatencyProbe(consumer, AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry));
    probe.reader.start();
    return probe;
  }

  /** The last byte of this host's failure has just been handed to the socket. */
  public void sent(String host) {
    sent.put(host, System.nanoTime());
  }

  private void read() {
    while (!stopped) {
      for (var one : consumer.poll(Duration.ofMillis(20))) {
        long now = System.nanoTime();
        Long at = sent.remove(serde.fromBytes(one.value()).getHost());
        if (at != null) {
          latencies.add(now - at);
        }
      }
    }
    consumer.close();
  }

  /** Waits until every failure sent has its incident, at most so long. */
  public void awaitAll(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!sent.isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Failures whose incident has not come. */
  public int missing() {
    return sent.size();
  }

  /** The figures, on one line. */
  public String report(int rate) {
    List<Long> sorted = new ArrayList<>(latencies);
    Collections.sort(sorted);
    return String.format(
        "verdict latency at %d records/s: %d incidents, %d missing; ms: p50 %s p90 %s p99 %s max %s",
        rate,
        sorted.size(),
        missing(),
        millis(sorted, 50),
        millis(sorted, 90),
        millis(sorted, 99),
        millis(sorted, 100));
  }

  private static String millis(List<Long> sorted, int percent) {
    if (sorted.isEmpty()) {
      return "-";
    }
    int index = Math.min(sorted.size() - 1, sorted.size() * percent / 100);
    return String.format("%.1f", sorted.get(index) / 1e6);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      reader.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
