package org.ikewatch.bench.streams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;

/** The incidents of the peers: a verdict for each host and peer with the number of attempts. */
final class PeerIncidents {
  private PeerIncidents() {}

  /** The verdicts in this state, as they are after the one before. */
  static List<Incident> of(String host, String peer, PeerState state, Instant opened, Instant now) {
    List<Incident> all = new ArrayList<>(2);
    if (state.phase1Failures() > 0) {
      all.add(incident(host, peer, Verdict.MM_FAILURE, state.phase1Failures(), opened, now));
    }
    if (state.triggeredDeletes() > 0) {
      all.add(
          incident(host, peer, Verdict.QM_TRIGGERED_DELETE, state.triggeredDeletes(), opened, now));
    }
    return all;
  }

  private static Incident incident(
      String host, String peer, Verdict verdict, int attempts, Instant opened, Instant now) {
    return Incident.newBuilder()
        .setIncidentId(host + " " + peer + " " + verdict + " " + opened.toEpochMilli())
        .setRevision(attempts)
        .setScope(Scope.PEER)
        .setStatus(Status.OPEN)
        .setVerdict(verdict)
        .setConfidence(Confidence.CONFIRMED)
        .setCause(Cause.UNKNOWN)
        .setHost(host)
        .setPeer(peer)
        .setOpenedAt(opened)
        .setUpdatedAt(now)
        .setAttempts(attempts)
        .build();
  }
}
