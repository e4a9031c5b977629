package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.IntStream;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.produce.Message;
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
        new Message(Topics.AUDIT, TIME, host.getBytes(UTF_8), value.getBytes(UTF_8)),
        new Parcel(new Content.Audit(lines), receipt));
  }

  static Outgoing reject(String sender, String value, String reason) {
    return new Outgoing(
        new Message(Topics.REJECTS, TIME, sender.getBytes(UTF_8), value.getBytes(UTF_8)),
        new Parcel(new Content.Reject(reason), Receipt.NONE));
  }

  /** Records of one line, {@code "first"} to {@code "last"}, both included. */
  static List<Outgoing> records(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(n -> record("hpux042", "" + n)).toList();
  }

  static String value(Message message) {
    return new String(message.valueBytes(), UTF_8);
  }

  static List<String> values(List<Outgoing> all) {
    return all.stream().map(out -> value(out.message())).toList();
  }
}
