package org.ikewatch.streams.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.streams.incident.Citation;
import org.ikewatch.streams.incident.Explanation;
import org.ikewatch.streams.incident.NextCommands;
import org.ikewatch.streams.incident.Revision;
import org.ikewatch.streams.incident.Trouble;

/** Turns a revision into the contract's incident. */
final class Incidents {
  private Incidents() {}

  static Incident of(Revision revision) {
    Trouble trouble = revision.trouble();
    return Incident.newBuilder()
        .setIncidentId(revision.content().head().incidentId())
        .setRevision(revision.content().head().revision())
        .setScope(Scope.PEER)
        .setStatus(status(revision))
        .setVerdict(trouble.finding().verdict())
        .setConfidence(trouble.finding().confidence())
        .setReason(trouble.finding().reason().orElse(null))
        .setCause(trouble.finding().cause())
        .setHost(revision.host())
        .setPeer(trouble.subject().peer().orElse(null))
        .setOpenedAt(trouble.course().openedAt())
        .setUpdatedAt(trouble.updatedAt())
        .setResolvedAt(trouble.course().resolvedAt().orElse(null))
        .setAttempts(trouble.course().attempts())
        .setFlaps(trouble.course().flaps())
        .setCandidates(List.copyOf(trouble.subject().candidates()))
        .setEvidence(evidence(revision.host(), trouble))
        .setNextCommands(NextCommands.of(trouble))
        .setExplanation(Explanation.of(trouble))
        .build();
  }

  private static Status status(Revision revision) {
    if (revision.kind() == Revision.Kind.WITHDRAWN) {
      return Status.WITHDRAWN;
    }
    return revision.trouble().course().open() ? Status.OPEN : Status.RESOLVED;
  }

  private static List<Evidence> evidence(String host, Trouble trouble) {
    List<Evidence> all = new ArrayList<>();
    for (Citation citation : trouble.evidence().citations()) {
      all.add(
          Evidence.newBuilder()
              .setHost(host)
              .setMsg(nullable(citation.msg()))
              .setLevel(citation.level())
              .setEventTime(citation.time())
              .setSignal(citation.signal())
              .setText(citation.text())
              .setFile(citation.file().orElse(null))
              .setLine(nullable(citation.line()))
              .build());
    }
    return all;
  }

  private static Long nullable(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
