package org.ikewatch.ingest.listen;

import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datagrams that the kernel dropped because our receive queue was full. They were never received:
 * how many lines they had, nobody knows, so they have a counter of their own.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>
 */
final class KernelQueue {
  private static final Logger LOG = LoggerFactory.getLogger(KernelQueue.class);
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
  private static final int LOCAL_ADDRESS = 1;
  private static final int INODE = 9;
  private static final int DROPS = 12;

  /** The kernel counts in 32 bits. */
  private static final long WRAP = 1L << 32;

  private final int port;
  private final Set<String> inodes;
  private final ListenMetrics metrics;
  private final Map<String, Long> before = new HashMap<>();
  private boolean overflowing;

  private KernelQueue(int port, Set<String> inodes, ListenMetrics metrics) {
    this.port = port;
    this.inodes = inodes;
    this.metrics = metrics;
  }

  /** Watches the queues of these sockets, which share a port. */
  static KernelQueue of(List<DatagramChannel> sockets, ListenMetrics metrics) {
    return new KernelQueue(sockets.get(0).localAddress().getPort(), inodes(sockets), metrics);
  }

  /** As the table names them; empty where Java does not say, then the port has to do. */
  private static Set<String> inodes(List<DatagramChannel> sockets) {
    Set<String> inodes = new HashSet<>();
    for (DatagramChannel socket : sockets) {
      if (socket instanceof UnixChannel unix) {
        try {
          Path link = Path.of("/proc/self/fd", String.valueOf(unix.fd().intValue()));
          inodes.add(Files.readSymbolicLink(link).toString().replaceAll("[^0-9]", ""));
        } catch (IOException e) {
          LOG.atDebug().setCause(e).log("A socket without a number");
        }
      }
    }
    return inodes;
  }

  /** Counts what was dropped since the last time; tells when that begins and when it ends. */
  synchronized void look() {
    long dropped = 0;
    for (Path table : TABLES) {
      if (Files.isReadable(table)) {
        try {
          dropped += dropped(Files.readAllLines(table));
        } catch (IOException e) {
          LOG.atDebug().addKeyValue("file", table).setCause(e).log("Unreadable");
        }
      }
    }
    if (dropped > 0) {
      metrics.overflowed(dropped);
    }
    if (overflowing != dropped > 0) {
      overflowing = dropped > 0;
      if (overflowing) {
        LOG.atWarn()
            .addKeyValue("datagrams", dropped)
            .log(
                "Datagrams come faster than they are read, and the kernel drops them: raise"
                    + " ingest.udp.sockets or ingest.udp.buffer");
      } else {
        LOG.atInfo().log("The kernel drops no more datagrams");
      }
    }
  }

  /** What the sockets dropped since the last time, from the lines of such a table. */
  private long dropped(List<String> table) {
    long sum = 0;
    String ofPort = String.format(":%04X", port);
    for (String line : table) {
      String[] fields = line.strip().split("\\s+", -1);
      if (fields.length > DROPS
          && fields[LOCAL_ADDRESS].endsWith(ofPort)
          && (inodes.isEmpty() || inodes.contains(fields[INODE]))) {
        long now = Long.parseLong(fields[DROPS]);
        Long last = before.put(fields[INODE], now);
        // A socket begins at zero.
        sum += Math.floorMod(now - (last == null ? 0 : last), WRAP);
      }
    }
    return sum;
  }
}
