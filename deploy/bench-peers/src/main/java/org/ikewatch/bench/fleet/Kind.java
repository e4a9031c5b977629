package org.ikewatch.bench.fleet;

import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RecordKind;

/** What a record means for the two detections that every side can express. */
public enum Kind {
  /** Bears on no negotiation. */
  CONTEXT(0),
  /** The SA of the pair is established. */
  SA_UP(1),
  /** Phase 1 failed; a detection if the pair has no SA in force. */
  PHASE1_FAILED(2),
  /** A Quick Mode or first child failed. */
  CHILD_FAILED(3),
  /** The SA ended; a detection if a child failed since it was established. */
  SA_ENDED(4);

  private final int code;

  Kind(int code) {
    this.code = code;
  }

  /** A number, for statements that cannot name a constant. */
  public int code() {
    return code;
  }

  /** What a record of the fleet means; {@link #CONTEXT} also for a heartbeat. */
  public static Kind of(AuditRecord record) {
    if (record.getKind() != RecordKind.RECORD) {
      return CONTEXT;
    }
    return switch (record.getSignal()) {
      case "MM_COMPLETE" -> SA_UP;
      case "MM_TIMEOUT" -> PHASE1_FAILED;
      case "PHASE1_SA_EXPIRED" -> SA_ENDED;
      case "IKEV2_CHILD_FAILED" -> CHILD_FAILED;
      case "IKEV2_STATE" -> ofTransition(record);
      default -> CONTEXT;
    };
  }

  private static Kind ofTransition(AuditRecord record) {
    boolean established = "ESTABLISHED".equals(record.getAttributes().get("fromState"));
    return switch (record.getAttributes().getOrDefault("toState", "")) {
      case "ESTABLISHED" -> SA_UP;
      case "DYING" -> established ? SA_ENDED : PHASE1_FAILED;
      default -> CONTEXT;
    };
  }
}
