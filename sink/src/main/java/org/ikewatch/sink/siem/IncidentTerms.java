package org.ikewatch.sink.siem;

import java.util.regex.Pattern;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;

/** What every SIEM format says of an incident, and how it fits on one line. */
final class IncidentTerms {
  static final String VENDOR = "IKEwatch";
  static final String PRODUCT = "IKEwatch";
  static final String VERSION = "0.1.0";

  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
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

  /** How bad it is, from 1 to 8 of the 10 that CEF and LEEF know; a roll-up is the worst. */
  static int severity(Incident incident) {
    return switch (incident.getStatus()) {
      case WITHDRAWN -> 1;
      case RESOLVED -> 3;
      case OPEN -> {
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

  static boolean isIpv4(String peer) {
    return IPV4.matcher(peer).matches();
  }

  static boolean isIpv6(String peer) {
    return peer.indexOf(':') >= 0;
  }

  /** Whether this character moves the cursor, or worse, where a log is shown. */
  static boolean isControl(char c) {
    return c < ' ' || c == DELETE;
  }

  /** At most so many characters, none of them torn. */
  static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
  }
}
