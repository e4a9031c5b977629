package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.streams.negotiation.AuditEvent;

/** One audit record as an incident cites it. */
public record Citation(
    OptionalLong msg,
    AuditLevel level,
    Instant time,
    String signal,
    String text,
    Optional<String> file,
    OptionalLong line) {

  static Citation of(AuditEvent event) {
    return new Citation(
        event.msg(),
        event.level(),
        event.time(),
        event.signalId(),
        event.text(),
        event.file(),
        event.line());
  }

  /** What tells this record from any other of the same host. */
  Key key() {
    return new Key(time, msg.orElse(-1), text);
  }

  /** The identity of a record inside a host: stamp, counter and text, for the counter restarts. */
  public record Key(Instant time, long msg, String text) {}
}
