package org.ikewatch.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * How fast a receiver brings records from a TCP connection into a topic, and what it spends on it.
 * A receiver is any process that makes one message of each record.
 */
public final class Throughput implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * Who is measured.
   *
   * @param name how the report calls it
   * @param port where it listens on the loopback address
   * @param pid its process
   * @param topic where its messages go
   */
  public record Receiver(String name, int port, long pid, String topic) {
    /** Reads {@code NAME=PORT:PID:TOPIC}. */
    public static Receiver parse(String text) {
      String[] parts = text.split("[=:]", -1);
      if (parts.length != 4) {
        throw new IllegalArgumentException("'" + text + "' is not NAME=PORT:PID:TOPIC");
      }
      return new Receiver(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]), parts[3]);
    }
  }

  /**
   * One run.
   *
   * @param missing records that had not arrived when patience ended
   * @param seconds from the first byte sent to the last record held by the broker
   * @param cpuSeconds what the process spent, in user and system mode
   */
  public record Run(int records, long missing, double seconds, double cpuSeconds) {
    /** Records a second. */
    public double rate() {
      return records / seconds;
    }

    /** Microseconds of CPU for each record. */
    public double cpuMicros() {
      return cpuSeconds * 1e6 / records;
    }
  }

  private final Admin admin;
  private final Path records;
  private final int count;
  private final long bytes;

  private Throughput(Admin admin, Path records, int count, long bytes) {
    this.admin = admin;
    this.records = records;
    this.count = count;
    this.bytes = bytes;
  }

  /** Writes the records to send into this file, and connects to Kafka. */
  public static Throughput prepare(String bootstrapServers, Path file, int count)
      throws IOException {
    long bytes = BenchRecords.write(file, count);
    return new Throughput(
        Admin.create(Map.of("bootstrap.servers", bootstrapServers)), file, count, bytes);
  }

  /** The mean length of a record, its line end included. */
  public double bytesPerRecord() {
    return (double) bytes / count;
  }

  /** Sends all records over one connection and waits until the topic has them. */
  public Run measure(Receiver receiver)
      throws IOException, ExecutionException, InterruptedException {
    List<TopicPartition> partitions = partitions(receiver.topic());
    long before = end(partitions);
    double cpuBefore = ProcessUsage.cpuSeconds(receiver.pid());
    long begin = System.nanoTime();
    send(receiver.port());
    long arrived = end(partitions) - before;
    while (arrived < count && System.nanoTime() - begin < PATIENCE.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(5);
      arrived = end(partitions) - before;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpu = ProcessUsage.cpuSeconds(receiver.pid()) - cpuBefore;
    empty(partitions);
    return new Run(count, count - arrived, seconds, cpu);
  }

  private void send(int port) throws IOException {
    try (FileChannel file = FileChannel.open(records);
        SocketChannel socket =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      for (long at = 0; at < bytes; ) {
        at += file.transferTo(at, bytes - at, socket);
      }
    }
  }

  private List<TopicPartition> partitions(String topic)
      throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private long end(List<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(
            partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
        .all()
        .get()
        .values()
        .stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }

  /** Makes room for the next run. */
  private void empty(List<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    admin
        .deleteRecords(
            partitions.stream()
                .collect(Collectors.toMap(p -> p, p -> RecordsToDelete.beforeOffset(-1))))
        .all()
        .get();
  }

  @Override
  public void close() {
    admin.close();
  }
}
