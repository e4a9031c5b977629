package org.ikewatch.streams.topology;

import java.util.Optional;
import java.util.OptionalLong;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Signal;

/** Turns the contract's audit record into the correlation's. */
public final class AuditEvents {
  /** The flag of a record of which only the header arrived. */
  private static final String EVENT_MISSING = "EVENT_MISSING";

  private AuditEvents() {}

  /**
   * The record as the correlation sees it.
   *
   * @throws IllegalArgumentException if it names no host
   */
  public static AuditEvent fromAvro(AuditRecord value) {
    return new AuditEvent(
        value.getHost(),
        value.getEventTime(),
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
        value.getFlags().contains(EVENT_MISSING),
        value.getIngestor() == null ? "" : value.getIngestor(),
        Optional.ofNullable(value.getFile()),
        optional(value.getLine()));
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
