package org.ikewatch.streams.host;

import java.util.HashMap;
import java.util.Map;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.RecordRef;
import org.ikewatch.streams.negotiation.Signal;

/** Audit records as bytes: whole ones of the reorder buffer, and what is kept of cited ones. */
final class RecordFormat {
  private static final AuditLevel[] LEVELS = AuditLevel.values();

  private RecordFormat() {}

  static void write(StateWriter out, RecordRef ref) {
    out.number(ref.msg());
    out.enumeration(ref.level());
    out.time(ref.time());
    out.flag(ref.stamp().equals(ref.time()));
    if (!ref.stamp().equals(ref.time())) {
      out.time(ref.stamp());
    }
    out.text(ref.signal());
    out.text(ref.text());
    out.text(ref.file());
    out.number(ref.line());
  }

  static RecordRef readRef(StateReader in) {
    var msg = in.number();
    AuditLevel level = in.enumeration(LEVELS);
    var time = in.time();
    var stamp = in.flag() ? time : in.time();
    return new RecordRef(
        msg, level, time, stamp, in.text(), in.text(), in.optionalText(), in.number());
  }

  static void write(StateWriter out, AuditEvent event) {
    out.time(event.time());
    out.time(event.stamp());
    out.time(event.receivedAt());
    out.number(event.msg());
    out.enumeration(event.level());
    out.text(event.signalId());
    out.text(event.peer());
    out.text(event.local());
    out.count(event.attributes().size());
    event
        .attributes()
        .forEach(
            (name, value) -> {
              out.text(name);
              out.text(value);
            });
    out.text(event.product());
    out.text(event.text());
    out.flag(event.eventMissing());
    out.text(event.ingestor());
    out.text(event.file());
    out.number(event.line());
  }

  static AuditEvent readEvent(StateReader in, String host) {
    var time = in.time();
    var stamp = in.time();
    var receivedAt = in.time();
    var msg = in.number();
    AuditLevel level = in.enumeration(LEVELS);
    String signal = in.text();
    var peer = in.optionalText();
    var local = in.optionalText();
    return new AuditEvent(
        host,
        time,
        stamp,
        receivedAt,
        msg,
        level,
        Signal.of(signal),
        signal,
        peer,
        local,
        readAttributes(in),
        in.optionalText(),
        in.text(),
        in.flag(),
        in.text(),
        in.optionalText(),
        in.number());
  }

  private static Map<String, String> readAttributes(StateReader in) {
    int count = in.count();
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < count; i++) {
      attributes.put(in.text(), in.text());
    }
    return attributes;
  }
}
