package org.ikewatch.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * How fast a receiver brings records from a TCP connection into a topic, and what it spends on it.
 */
public final class Throughput implements AutoCloseable {
  /** With a topic that does not move. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

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
    TopicEnd end = new TopicEnd(admin, receiver.topic());
    long before = end.offset();
    double cpuBefore = ProcessUsage.cpuSeconds(receiver.pid());
    long begin = System.nanoTime();
    send(receiver.port());
    long arrived = end.await(before + count, PATIENCE.toNanos()) - before;
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpu = ProcessUsage.cpuSeconds(receiver.pid()) - cpuBefore;
    end.empty();
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

  @Override
  public void close() {
    admin.close();
  }
}
