package org.ikewatch.streams.topology;

import java.util.Optional;
import java.util.OptionalLong;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Signal;

/** Turns the contract's audit record into the correlation's. */
public final class AuditEvents {
  private static final int LONGEST_TEXT = 2_000;

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
        cut(value.getText()),
        value.getFlags().contains(EVENT_MISSING),
        value.getIngestor() == null ? "" : value.getIngestor(),
        Optional.ofNullable(value.getFile()),
        optional(value.getLine()));
  }

  /** A record may have 64 KiB; what state and incidents keep of it is bounded. */
  private static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, splitsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT) + "…";
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
