package org.ikewatch.streams.host;

import java.util.Optional;
import org.ikewatch.streams.negotiation.AuditEvent;

/** One record of the reorder buffer as bytes. */
final class BufferFormat {
  private BufferFormat() {}

  static String slot(int number) {
    return Integer.toString(number, Character.MAX_RADIX);
  }

  static byte[] write(ReorderBuffer.Entry entry) {
    StateWriter out = new StateWriter();
    out.octet(NegotiationFormat.VERSION);
    out.signed(entry.arrival);
    out.flag(entry.late);
    out.time(entry.time);
    RecordFormat.write(out, entry.event.orElseThrow());
    return out.toBytes();
  }

  static ReorderBuffer.Entry read(byte[] bytes, String host, String slot) {
    StateReader in = new StateReader(bytes);
    NegotiationFormat.requireVersion(in.octet(), NegotiationFormat.VERSION);
    long arrival = in.signed();
    boolean late = in.flag();
    var time = in.time();
    AuditEvent event = RecordFormat.readEvent(in, host);
    return new ReorderBuffer.Entry(
        Optional.of(event),
        time,
        event.receivedAt(),
        arrival,
        Integer.parseInt(slot, Character.MAX_RADIX),
        late);
  }
}
