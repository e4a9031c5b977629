package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.schemas.Topics;

/** Messages that can be told apart by their value. */
final class Samples {
  static final long TIME = 1_016_194_470_000L;

  static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(TIME), ZoneOffset.UTC);

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

  /** A delivery of audit records that tries again at once. */
  static KafkaDelivery delivery(
      Supplier<Producer<byte[], byte[]>> producers,
      DeliverySettings settings,
      IngestMetrics metrics) {
    return new KafkaDelivery(
        "test",
        Topics.AUDIT,
        producers,
        Spool.open(settings.spoolDirectory(), settings.segmentBytes(), metrics),
        new InFlightLimit(settings.inflightMax(), settings.inflightBytes()),
        new Account(metrics),
        settings,
        new Grace(Duration.ofMillis(50)),
        new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)),
        CLOCK);
  }
}
