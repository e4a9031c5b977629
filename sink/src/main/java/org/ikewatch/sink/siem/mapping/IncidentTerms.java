package org.ikewatch.sink.siem.mapping;

import java.util.Locale;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;

/** What every SIEM format says of an incident, and how it fits on one line. */
public final class IncidentTerms {
  public static final String VENDOR = "IKEwatch";
  public static final String PRODUCT = "IKEwatch";
  public static final String VERSION = "0.1.0";

  private static final int DELETE = 0x7f;

  private IncidentTerms() {}

  /** What the verdict says, in a few words. */
  static String title(Incident incident) {
    return switch (incident.getVerdict()) {
      case MM_FAILURE -> "Main Mode never succeeded";
      case QM_TRIGGERED_DELETE -> "SA deleted because a Quick Mode failed";
      case QM_FAILURE -> "Quick Mode failed";
      case UNDETERMINED -> "Main Mode or Quick Mode failed";
    };
  }

  /** What the verdict says, of whom, and whether it is over: {@code ...: hpux042 -> 15.2.2.2}. */
  public static String summary(Incident incident) {
    String peer = incident.getPeer() == null ? "unknown peer" : incident.getPeer();
    String who =
        switch (incident.getScope()) {
          case PEER, UNKNOWN -> incident.getHost() + " -> " + peer;
          case GATEWAY -> "many hosts -> " + peer;
          case HOST -> incident.getHost() + " -> many peers";
        };
    String over =
        incident.getStatus() == Status.OPEN
            ? ""
            : " (" + incident.getStatus().name().toLowerCase(Locale.ROOT) + ")";
    return title(incident) + ": " + who + over;
  }

  /** Which release of a verdict this is, by which a receiver knows what it has seen already. */
  public static String revisionKey(Incident incident) {
    return incident.getIncidentId() + "/" + incident.getRevision();
  }

  /** How bad it is, from 1 to 8 of the 10 that CEF and LEEF know; a roll-up is the worst. */
  static int severity(Incident incident) {
    return switch (incident.getStatus()) {
      case WITHDRAWN -> 1;
      case RESOLVED -> 3;
      case OPEN, UNKNOWN -> {
        int one =
            switch (incident.getVerdict()) {
              case MM_FAILURE, QM_TRIGGERED_DELETE -> 7;
              case QM_FAILURE -> 6;
              case UNDETERMINED -> 5;
            };
        yield incident.getScope() == Scope.PEER ? one : 8;
      }
    };
  }

  /** The text of the newest record it rests on; empty where it rests on none. */
  static String message(Incident incident) {
    var evidence = incident.getEvidence();
    return evidence.isEmpty() ? "" : evidence.get(evidence.size() - 1).getText();
  }

  /** Whether this character moves the cursor, or worse, where a log is shown. */
  static boolean isControl(char c) {
    return c < ' ' || c == DELETE;
  }
}
