package org.ikewatch.sink.siem.mapping;

import java.util.Set;
import org.ikewatch.schemas.AuditRecord;

/**
 * An audit record as Tunnel Activity (class 4014) of the Open Cybersecurity Schema Framework: an SA
 * that comes up or fails to is a tunnel opened, one that is deleted or runs out is a tunnel closed,
 * and everything else is other activity, named by its signal.
 *
 * <p>The reporting host stands as the initiator and its peer as the responder: most records do not
 * say who began.
 */
public final class OcsfTunnel {
  private static final int CATEGORY = 4;
  private static final int CLASS = 4014;

  private static final Set<String> UP =
      Set.of("MM_COMPLETE", "PHASE1_ESTABLISHED", "PHASE2_ESTABLISHED");

  private static final Set<String> FAILED =
      Set.of(
          "MM_FAILED",
          "MM_TIMEOUT",
          "QM_FAILED",
          "QM_TIMEOUT",
          "PHASE1_FAILED",
          "PHASE1_TIMEOUT",
          "PHASE1_REJECTED",
          "PHASE1_NO_PROPOSAL",
          "PHASE1_NO_CONFIG",
          "PHASE1_AUTH_FAILED",
          "PHASE2_FAILED",
          "PHASE2_TIMEOUT",
          "PHASE2_NO_POLICY",
          "IKEV2_RETRANSMIT_EXCEEDED",
          "IKEV2_NO_PROPOSAL",
          "IKEV2_TS_UNACCEPTABLE",
          "IKEV2_CHILD_FAILED",
          "IKEV2_AUTH_FAILED");

  private static final Set<String> DOWN =
      Set.of(
          "PHASE1_SA_DELETED",
          "PHASE1_SA_PURGED",
          "PHASE1_SA_EXPIRED",
          "PHASE2_SA_DELETED",
          "PHASE2_SA_EXPIRED",
          "IKEV2_DELETE_RECEIVED",
          "IKEV2_CHILD_DELETED",
          "IKEV2_SA_EXPIRED",
          "SAS_PURGED");

  private OcsfTunnel() {}

  /** The record as one line, without a line end. */
  public static String line(AuditRecord record) {
    return of(record).line();
  }

  static JsonObject of(AuditRecord record) {
    JsonObject event =
        Ocsf.event(CATEGORY, "Network Activity", CLASS, "Tunnel Activity", activity(record))
            .millis("time", record.getEventTime())
            .put("message", record.getText());
    severity(event, record);
    status(event, record);
    event
        .put("protocol_name", "IPSec")
        .put(
            "metadata",
            Ocsf.metadata()
                .put("event_code", record.getSignal())
                .put("log_level", record.getLevel())
                .put("log_name", "ipsec_audit")
                .put("log_provider", record.getEntity())
                .millis("logged_time", record.getReceivedAt())
                .number("sequence", record.getMsg()))
        .put("device", Ocsf.device(record.getHost()))
        .put(
            "src_endpoint",
            Ocsf.endpoint(record.getLocal() == null ? record.getHost() : record.getLocal()));
    if (record.getPeer() != null) {
      event.put("dst_endpoint", Ocsf.endpoint(record.getPeer()));
    }
    JsonObject attributes = new JsonObject();
    record.getAttributes().forEach(attributes::put);
    return event.put(
        "unmapped",
        new JsonObject()
            .put("sender", record.getSender())
            .put("product", record.getProduct())
            .put("eventTimeSource", record.getEventTimeSource())
            .texts("flags", record.getFlags())
            .put("attributes", attributes));
  }

  private static Ocsf.Activity activity(AuditRecord record) {
    String signal = record.getSignal();
    if (UP.contains(signal) || FAILED.contains(signal)) {
      return new Ocsf.Activity(1, "Open");
    }
    return DOWN.contains(signal) ? new Ocsf.Activity(2, "Close") : new Ocsf.Activity(99, signal);
  }

  private static void severity(JsonObject event, AuditRecord record) {
    switch (record.getLevel()) {
      case ALERT -> Ocsf.severity(event, 4);
      case ERROR -> Ocsf.severity(event, 3);
      case WARNING -> Ocsf.severity(event, 2);
      case INFORMATIVE, DEBUG -> Ocsf.severity(event, 1);
      case UNKNOWN -> event.put("severity_id", 0).put("severity", "Unknown");
    }
  }

  private static void status(JsonObject event, AuditRecord record) {
    if (FAILED.contains(record.getSignal())) {
      event.put("status_id", 2).put("status", "Failure");
    } else if (UP.contains(record.getSignal()) || DOWN.contains(record.getSignal())) {
      event.put("status_id", 1).put("status", "Success");
    }
  }
}
