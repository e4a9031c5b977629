package org.ikewatch.streams.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Truncation;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.RecordRef;
import org.ikewatch.streams.negotiation.Signal;

/** Turns the contract's audit record into the correlation's. */
public final class AuditEvents {
  /**
   * A record may have 64 KiB. No more of its texts is kept in memory or state than an incident
   * cites, and enough that the citation still shows that it is not the whole text.
   */
  private static final int MAX_TEXT = RecordRef.MAX_TEXT + 2;

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
        bounded(value.getAttributes()),
        Optional.ofNullable(value.getProduct()),
        Truncation.truncate(value.getText(), MAX_TEXT),
        value.getFlags().contains(EVENT_MISSING),
        ingestorOf(value),
        Optional.ofNullable(value.getFile()),
        optional(value.getLine()));
  }

  /** The name of the ingestor that received the record; empty if it does not state one. */
  static String ingestorOf(AuditRecord value) {
    return value.getIngestor() == null ? "" : value.getIngestor();
  }

  private static Map<String, String> bounded(Map<String, String> attributes) {
    for (String value : attributes.values()) {
      if (value.length() > MAX_TEXT) {
        Map<String, String> shorter = new HashMap<>(attributes);
        shorter.replaceAll((name, one) -> Truncation.truncate(one, MAX_TEXT));
        return shorter;
      }
    }
    return attributes;
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
