package org.ikewatch.streams.topology;

import java.util.Optional;
import java.util.OptionalLong;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Signal;

/** Turns the contract's audit record into the correlation's. */
final class Events {
  private Events() {}

  static AuditEvent of(AuditRecord value) {
    return new AuditEvent(
        value.getHost(),
        value.getEventTime(),
        value.getReceivedAt(),
        optional(value.getMsg()),
        value.getLevel(),
        Signal.of(value.getSignal()),
        value.getSignal(),
        Optional.ofNullable(value.getPeer()),
        Optional.ofNullable(value.getLocal()),
        value.getAttributes(),
        Optional.ofNullable(value.getProduct()),
        value.getText(),
        Optional.ofNullable(value.getFile()),
        optional(value.getLine()));
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
