package org.ikewatch.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/** How many datagrams a second a receiver takes without losing one. */
public final class UdpRate implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int DISTINCT = 50_000;

  private final Admin admin;
  private final ByteBuffer[] records = new ByteBuffer[DISTINCT];

  /** Measures what arrives in the topics of this cluster. */
  public UdpRate(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    for (int i = 0; i < DISTINCT; i++) {
      byte[] record = BenchRecords.line(i).getBytes(US_ASCII);
      records[i] = ByteBuffer.allocateDirect(record.length - 1).put(record, 0, record.length - 1);
    }
  }

  /**
   * One try.
   *
   * @param sent datagrams sent
   * @param rate how many a second they really were
   * @param lost how many of them did not arrive
   */
  public record Try(long sent, double rate, long lost) {}

  /** Sends at this rate for so long and waits for what arrives. */
  public Try at(int rate, Duration span, Receiver receiver)
      throws IOException, ExecutionException, InterruptedException {
    TopicEnd end = new TopicEnd(admin, receiver.topic());
    long before = end.offset();
    long count = span.toSeconds() * rate;
    long begin = System.nanoTime();
    send(receiver.port(), rate, count);
    double seconds = (System.nanoTime() - begin) / 1e9;
    long arrived = end.await(before + count, PATIENCE.toNanos()) - before;
    end.empty();
    return new Try(count, count / seconds, count - arrived);
  }

  private void send(int port, int rate, long count) throws IOException {
    long nanosEach = TimeUnit.SECONDS.toNanos(1) / rate;
    try (DatagramChannel socket = DatagramChannel.open()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      long begin = System.nanoTime();
      for (long sent = 0; sent < count; sent++) {
        // In small bursts: a sleep takes longer than a datagram.
        while (System.nanoTime() - begin < sent * nanosEach) {
          LockSupport.parkNanos(50_000);
        }
        socket.write(records[(int) (sent % DISTINCT)].duplicate().flip());
      }
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
