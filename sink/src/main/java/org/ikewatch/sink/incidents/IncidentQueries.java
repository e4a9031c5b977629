package org.ikewatch.sink.incidents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;

/**
 * What can be asked about stored incidents. Safe for use by several threads.
 *
 * <p>Every question may end with a {@link StoreException}.
 */
public interface IncidentQueries {
  /** Where a page ended: the next one begins behind it, whatever has come in meanwhile. */
  record PageEnd(Instant updatedAt, String incidentId) {
    /** Behind this incident. */
    public static PageEnd at(Incident last) {
      return new PageEnd(last.getUpdatedAt(), last.getIncidentId());
    }
  }

  /** How many incidents have this status and this verdict. */
  record Count(Status status, Verdict verdict, long incidents) {}

  /** A record that an incident rests on. */
  record Cited(String incidentId, Evidence evidence) {}

  /**
   * Incidents, those that changed last first.
   *
   * @param behind where the page before ended; empty for the first page
   * @param limit how many at most
   */
  List<Incident> page(IncidentFilter filter, Optional<PageEnd> behind, int limit);

  /** How many there are, by status and verdict; pairs that no incident has are left out. */
  List<Count> counts(IncidentFilter filter);

  /** The incident with this id. */
  Optional<Incident> incident(String incidentId);

  /**
   * The incidents whose id begins so, in order of id; a person types the first few characters.
   *
   * @param limit how many at most
   */
  List<Incident> startingWith(String prefix, int limit);

  /** Every revision of one incident that came, the first one first. */
  List<PastRevision> history(String incidentId);

  /** What became of one incident at the destinations, by destination and revision. */
  List<Delivery> deliveries(String incidentId);

  /**
   * Records that incidents rest on, the newest first.
   *
   * @param limit how many at most
   */
  List<Cited> evidence(EvidenceFilter filter, int limit);
}
