package org.ikewatch.sink.incidents;

import java.util.Map;
import org.ikewatch.schemas.Incident;

/**
 * The newest revision delivered of each incident, as far back as memory is allowed: what was read
 * again after a rebalance is not delivered again, and an older revision not after a newer one.
 */
final class Revisions {
  private final Map<String, Integer> newest;

  /**
   * Empty.
   *
   * @param limit how many incidents are remembered; the one not seen for longest is forgotten
   */
  Revisions(int limit) {
    newest = new Recent<>(limit);
  }

  boolean isNew(Incident revision) {
    return newest.getOrDefault(revision.getIncidentId(), 0) < revision.getRevision();
  }

  void delivered(Incident revision) {
    newest.merge(revision.getIncidentId(), revision.getRevision(), Math::max);
  }
}
