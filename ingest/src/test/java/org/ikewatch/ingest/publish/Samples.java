package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.schemas.Topics;

/** Messages that can be told apart by their value. */
final class Samples {
  static final long TIME = 1_016_194_470_000L;

  private Samples() {}

  /** A record of one line. */
  static Outgoing record(String host, String value) {
    return record(host, value, 1, Receipt.NONE);
  }

  static Outgoing record(String host, String value, int lines, Receipt receipt) {
    return new Outgoing(
        Topics.AUDIT,
        TIME,
        host.getBytes(UTF_8),
        value.getBytes(UTF_8),
        new Content.Audit(lines),
        receipt);
  }

  static Outgoing reject(String sender, String value, String reason) {
    return new Outgoing(
        Topics.REJECTS,
        TIME,
        sender.getBytes(UTF_8),
        value.getBytes(UTF_8),
        new Content.Reject(reason),
        Receipt.NONE);
  }

  /** Records of one line, {@code "first"} to {@code "last"}, both included. */
  static List<Outgoing> records(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(n -> record("hpux042", "" + n)).toList();
  }

  static List<String> values(List<Outgoing> all) {
    return all.stream().map(out -> new String(out.value(), UTF_8)).toList();
  }

  /** Settings for a delivery: so many lines in flight, this patience and this much on disk. */
  static DeliverySettings settings(
      Path directory, int inflightMax, Duration patience, long spoolMax) {
    return new DeliverySettings(
        inflightMax, 1 << 20, patience, directory, spoolMax, Duration.ofMillis(1));
  }
}
