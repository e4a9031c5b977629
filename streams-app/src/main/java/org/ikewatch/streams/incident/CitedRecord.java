package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.Comparator;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.RecordRef;

/**
 * One audit record as an incident cites it.
 *
 * @param role what it is cited for
 */
public record CitedRecord(RecordRef ref, Role role) {
  static final Comparator<CitedRecord> ORDER =
      Comparator.comparing(CitedRecord::time)
          .thenComparingLong(cited -> cited.ref().msg().orElse(Long.MAX_VALUE));

  /** What a record shows. */
  public enum Role {
    /** A negotiation failed. */
    FAILURE,
    /** The SA was deleted. */
    DELETE,
    /** A negotiation succeeded. */
    SUCCESS,
    /** The record before happened some times more. */
    REPETITION
  }

  static CitedRecord of(AuditEvent event) {
    return new CitedRecord(RecordRef.of(event), roleOf(event));
  }

  private static Role roleOf(AuditEvent event) {
    if (event.failure()) {
      return Role.FAILURE;
    }
    return switch (event.meaning()) {
      case SA_DELETED -> Role.DELETE;
      case REPEATED -> Role.REPETITION;
      default -> Role.SUCCESS;
    };
  }

  /** When the host wrote it. */
  public Instant time() {
    return ref.time();
  }

  /** Bytes it takes at rest, roughly. */
  int size() {
    return 40 + ref.text().length();
  }

  /** What distinguishes this record from any other of the same host. */
  FirstEvidence key() {
    return new FirstEvidence(ref.time(), ref.msg().orElse(-1), ref.text());
  }

  /** The failure record with which a problem begins: what the incident's id is made of. */
  public record FirstEvidence(Instant time, long msg, String text) {}
}
