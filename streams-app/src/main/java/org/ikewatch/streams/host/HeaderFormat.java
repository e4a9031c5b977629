package org.ikewatch.streams.host;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Phase;

/** The header of a host as bytes, with the newest records of its memory behind it. */
final class HeaderFormat {
  /** Rises with each change; a reader knows this version and the one before. */
  static final int VERSION = 3;

  private static final int WITHOUT_JUMP = 2;

  private static final Dialect[] DIALECTS = Dialect.values();
  private static final Phase[] PHASES = Phase.values();

  private HeaderFormat() {}

  /** A header and the tail of the record memory. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Content(HostHeader header, long[] memoryTail) {}

  static byte[] write(StateWriter scratch, HostHeader header, PersistentMemory memory) {
    StateWriter out = scratch.clear();
    out.octet(VERSION);
    out.time(header.nextDue());
    writeClock(out, header.clock());
    out.time(header.flow().heardSince());
    out.all(
        header.flow().intervals(),
        (it, interval) -> {
          it.time(interval.since());
          it.time(interval.last());
        });
    out.all(header.flow().lower(), StateWriter::time);
    out.all(header.own(), StateWriter::text);
    out.time(header.settledAt());
    writeContext(out, header.context());
    out.count(header.chunks());
    out.time(header.coversFrom());
    out.signed(header.arrivals());
    header.unsettled().write(out);
    out.flag(header.afterContext());
    out.signed(header.bytes());
    out.time(header.sweepAt());
    memory.writeTail(out);
    return out.toBytes();
  }

  static Content read(byte[] bytes, String host) {
    StateReader in = new StateReader(bytes);
    int version = in.octet();
    if (version != WITHOUT_JUMP) {
      NegotiationFormat.requireVersion(version, VERSION);
    }
    var nextDue = in.time();
    HostHeader header =
        new HostHeader(
            readClock(in, version),
            new AuditLevelFlow(
                in.optionalTime(),
                in.all(it -> new AuditLevelFlow.Interval(it.time(), it.time())),
                in.all(StateReader::time)),
            new TreeSet<>(in.all(StateReader::text)),
            in.time(),
            readContext(in, host),
            in.count(),
            in.time(),
            in.signed(),
            BufferSlots.of(in.octets()),
            in.flag(),
            in.signed(),
            in.time(),
            nextDue);
    return new Content(header, MemoryFormat.read(in));
  }

  private static void writeClock(StateWriter out, HostClock.State clock) {
    out.signed(clock.newest());
    out.signed(clock.newestMsg());
    out.signed(clock.shown());
    out.signed(clock.shift());
    out.text(clock.lastHeard());
    out.signed(clock.jump().at());
    out.signed(clock.jump().by());
    out.count(clock.ingestors().size());
    clock
        .ingestors()
        .forEach(
            (name, delay) -> {
              out.text(name);
              out.signed(delay.delay());
              out.signed(delay.windowStart());
              out.signed(delay.windowDelay());
              out.signed(delay.previousDelay());
              out.signed(delay.heardAt());
              out.signed(delay.steadySince());
            });
  }

  private static HostClock.State readClock(StateReader in, int version) {
    long newest = in.signed();
    long newestMsg = in.signed();
    long shown = in.signed();
    long shift = in.signed();
    String lastHeard = in.text();
    HostClock.Jump jump =
        version == WITHOUT_JUMP
            ? HostClock.Jump.NONE
            : new HostClock.Jump(in.signed(), in.signed());
    int count = in.count();
    Map<String, IngestorDelay> ingestors = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = in.text();
      long delay = in.signed();
      long windowStart = in.signed();
      long windowDelay = in.signed();
      long previousDelay = in.signed();
      long heardAt = in.signed();
      long steadySince = version == WITHOUT_JUMP ? heardAt : in.signed();
      ingestors.put(
          name,
          new IngestorDelay(delay, windowStart, windowDelay, previousDelay, heardAt, steadySince));
    }
    return new HostClock.State(newest, newestMsg, shown, shift, lastHeard, jump, ingestors);
  }

  private static void writeContext(StateWriter out, HostContext context) {
    out.enumeration(context.heard());
    out.all(
        context.pending(),
        (it, failure) -> {
          RecordFormat.write(it, failure.event());
          it.all(failure.candidates(), StateWriter::text);
        });
    out.optional(
        context.lastFailure(),
        (it, failure) -> {
          it.text(failure.peer());
          it.text(failure.local());
          it.enumeration(failure.phase());
          it.time(failure.at());
        });
    out.all(context.responderExchanges(), StateWriter::time);
    out.all(context.policies(), StateWriter::time);
    out.time(context.selectorFound());
  }

  private static HostContext readContext(StateReader in, String host) {
    return new HostContext(
        in.enumeration(DIALECTS),
        in.all(
            it ->
                new PendingFailure(
                    RecordFormat.readEvent(it, host), new TreeSet<>(it.all(StateReader::text)))),
        in.optional(
            it ->
                new HostContext.LastFailure(
                    it.text(), it.text(), it.enumeration(PHASES), it.time())),
        in.all(StateReader::time),
        in.all(StateReader::time),
        in.optionalTime());
  }
}
