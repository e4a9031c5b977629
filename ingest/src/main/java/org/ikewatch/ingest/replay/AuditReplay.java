package org.ikewatch.ingest.replay;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.ikewatch.ingest.host.HostDirectory;

/**
 * Reads audit records out of files, with the same code that reads them off the network. There is no
 * clock: {@code receivedAt} is the latest event time seen so far in that host's input, so that two
 * replays of the same files give the same records.
 *
 * <p>Records come out in the order of the input for each host. Close it to get the last ones.
 */
public final class AuditReplay implements AutoCloseable {
  /**
   * A replay that hands its results to {@code output}.
   *
   * @param hosts names hosts and gives their zones and own addresses
   * @param output gets every result
   */
  public AuditReplay(HostDirectory hosts, Consumer<Replayed> output) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a file of plain {@code ipsec_report -audit} text.
   *
   * @throws java.io.UncheckedIOException where it cannot be read
   */
  public void auditFile(String host, Path file) {}

  /** Reads lines of plain audit text; {@code name} stands for the file in the records. */
  public void auditLines(String host, String name, Iterable<String> lines) {}

  /**
   * Reads a file of syslog lines. The header or the inventory names the host; a line without a host
   * belongs to {@code senderHost}.
   */
  public void syslogFile(String senderHost, Path file) {}

  /** Hands on what was still waiting for its continuation. */
  @Override
  public void close() {}
}
