package org.ikewatch.app.print;

import java.util.List;
import java.util.Locale;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;

/**
 * An incident as a person reads it: what happened, the records that prove it, what to type next.
 */
public final class IncidentText {
  private static final String INDENT = "  ";

  private IncidentText() {}

  /** The whole incident, several lines, ending with a line end. */
  public static String of(Incident incident) {
    StringBuilder out = new StringBuilder(512);
    out.append(heading(incident)).append('\n');
    out.append(INDENT).append(story(incident)).append('\n');
    for (Evidence evidence : incident.getEvidence()) {
      out.append(INDENT).append("evidence  ").append(citation(evidence)).append('\n');
    }
    String label = "next      ";
    for (String command : incident.getNextCommands()) {
      out.append(INDENT).append(label).append(command).append('\n');
      label = "          ";
    }
    return out.toString();
  }

  /** The whole incident and the argument for its verdict, sentence by sentence. */
  public static String explained(Incident incident) {
    StringBuilder out = new StringBuilder(of(incident));
    String label = "because   ";
    for (String sentence : incident.getExplanation()) {
      out.append(INDENT).append(label).append(sentence).append('\n');
      label = "          ";
    }
    return out.toString();
  }

  /** The incident on one line: when it last changed, what it is, how often. */
  public static String line(Incident incident) {
    return String.join(
        "  ",
        incident.getUpdatedAt().toString(),
        heading(incident),
        attempts(incident.getAttempts(), incident.getFlaps()));
  }

  private static String heading(Incident incident) {
    String verdict = incident.getVerdict().name();
    if (incident.getReason() != null) {
      verdict += " (" + incident.getReason() + ")";
    }
    return String.join(
        "  ",
        incident.getStatus().name(),
        verdict,
        incident.getConfidence().name(),
        incident.getHost() + " -> " + peer(incident),
        incident.getIncidentId() + " rev " + incident.getRevision());
  }

  private static String peer(Incident incident) {
    if (incident.getPeer() != null) {
      return incident.getPeer();
    }
    List<String> candidates = incident.getCandidates();
    return candidates.isEmpty() ? "(peer not named)" : "one of " + String.join(", ", candidates);
  }

  private static String story(Incident incident) {
    String told =
        switch (incident.getVerdict()) {
          case MM_FAILURE -> "Main Mode never succeeded";
          case QM_TRIGGERED_DELETE ->
              "Main Mode succeeded; the SA was deleted because a Quick Mode failed";
          case QM_FAILURE -> "Quick Mode failed; the IKE SA stays";
          case UNDETERMINED -> "The records do not decide whether phase 1 or phase 2 failed";
        };
    String implied =
        incident.getConfidence() == Confidence.INFERRED
                && incident.getVerdict() != Verdict.UNDETERMINED
            ? " (a step is implied, not recorded)"
            : "";
    return told + implied + cause(incident) + ". " + counts(incident) + end(incident);
  }

  private static String cause(Incident incident) {
    return switch (incident.getCause()) {
      case SILENT_PEER -> ": no answer, or a peer that stays silent on what it will not accept";
      case PROPOSAL_MISMATCH -> ": the proposals do not match";
      case AUTHENTICATION_FAILED -> ": authentication failed";
      case POLICY_MISSING -> ": no policy fits";
      case PROCESSING_FAILED, UNKNOWN -> "";
    };
  }

  private static String counts(Incident incident) {
    return attempts(incident.getAttempts())
        + " since "
        + incident.getOpenedAt()
        + flaps(incident.getFlaps());
  }

  /** How often it was tried, and came back. */
  static String attempts(long attempts, int flaps) {
    return attempts(attempts) + flaps(flaps);
  }

  private static String attempts(long attempts) {
    return attempts == 1 ? "1 attempt" : attempts + " attempts";
  }

  private static String flaps(int flaps) {
    return flaps == 0 ? "" : ", came back " + flaps + " times";
  }

  private static String end(Incident incident) {
    if (incident.getStatus() == Status.WITHDRAWN) {
      return ". A later record showed that there was no such trouble.";
    }
    return incident.getResolvedAt() == null
        ? "."
        : ", "
            + incident.getStatus().name().toLowerCase(Locale.ROOT)
            + " at "
            + incident.getResolvedAt()
            + ".";
  }

  private static String citation(Evidence evidence) {
    String msg = evidence.getMsg() == null ? "Msg ?" : "Msg " + evidence.getMsg();
    String line = evidence.getLine() == null ? "" : ":" + evidence.getLine();
    String place = evidence.getFile() == null ? "" : "  " + evidence.getFile() + line;
    return String.join(" ", evidence.getEventTime().toString(), evidence.getLevel().name(), msg, "")
        + " "
        + evidence.getText()
        + place;
  }
}
