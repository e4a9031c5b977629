package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * One audit record as an incident cites it.
 *
 * @param proves what the incident cites it for
 */
public record Citation(
    OptionalLong msg,
    AuditLevel level,
    Instant time,
    String signal,
    String text,
    Optional<String> file,
    OptionalLong line,
    Proof proves) {

  /** What a record proves. */
  public enum Proof {
    /** A negotiation failed. */
    FAILURE,
    /** The SA was deleted. */
    DELETE,
    /** A negotiation succeeded. */
    SUCCESS,
    /** The record before happened some times more. */
    REPETITION;

    static Proof of(AuditEvent event) {
      if (event.failure()) {
        return FAILURE;
      }
      if (event.deletesSa()) {
        return DELETE;
      }
      return event.bearsOnNegotiation() ? SUCCESS : REPETITION;
    }
  }

  static Citation of(AuditEvent event) {
    return new Citation(
        event.msg(),
        event.level(),
        event.time(),
        event.signalId(),
        event.text(),
        event.file(),
        event.line(),
        Proof.of(event));
  }

  /** What tells this record from any other of the same host. */
  Key key() {
    return new Key(time, msg.orElse(-1), text);
  }

  /** The identity of a record inside a host: stamp, counter and text, for the counter restarts. */
  public record Key(Instant time, long msg, String text) {}
}
