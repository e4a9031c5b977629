package org.ikewatch.sink.incidents;

import java.util.Optional;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;

/**
 * Whether a revision says what this version understands. A newer writer may use symbols that this
 * version's contract does not have; it reads them as UNKNOWN. Without the status nothing can tell
 * whether an alert is to be raised or ended, and without the scope not whom it is about, so such a
 * revision must not be delivered. An unknown verdict, confidence, reason or cause has a weaker
 * symbol that is true.
 */
public final class KnownContract {
  private KnownContract() {}

  /** Why the revision cannot be delivered by this version; empty where it can. */
  public static Optional<String> obstacle(Incident incident) {
    if (incident.getStatus() == Status.UNKNOWN) {
      return Optional.of(sentence("status"));
    }
    if (incident.getScope() == Scope.UNKNOWN) {
      return Optional.of(sentence("scope"));
    }
    return Optional.empty();
  }

  private static String sentence(String field) {
    return "its "
        + field
        + " is of a newer version of the contract; upgrade the sink, then deliver it with"
        + " `ikewatch dlq replay`";
  }
}
