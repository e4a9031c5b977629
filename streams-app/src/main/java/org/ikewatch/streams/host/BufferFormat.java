package org.ikewatch.streams.host;

import java.time.Instant;
import org.ikewatch.streams.negotiation.AuditEvent;

/** One record of the reorder buffer as bytes. */
final class BufferFormat {
  private BufferFormat() {}

  /** A record, and what its place among the others depends on. */
  record Content(int slot, long arrival, boolean late, Instant time, AuditEvent event) {}

  static String suffix(int slot) {
    return Integer.toString(slot, Character.MAX_RADIX);
  }

  static int number(String suffix) {
    return Integer.parseInt(suffix, Character.MAX_RADIX);
  }

  static byte[] write(StateWriter scratch, Content content) {
    StateWriter out = scratch.clear();
    out.octet(NegotiationFormat.VERSION);
    out.signed(content.arrival());
    out.flag(content.late());
    out.time(content.time());
    RecordFormat.write(out, content.event());
    return out.toBytes();
  }

  static Content read(byte[] bytes, String host, int slot) {
    StateReader in = new StateReader(bytes);
    NegotiationFormat.requireVersion(in.octet(), NegotiationFormat.VERSION);
    long arrival = in.signed();
    boolean late = in.flag();
    return new Content(slot, arrival, late, in.time(), RecordFormat.readEvent(in, host));
  }
}
