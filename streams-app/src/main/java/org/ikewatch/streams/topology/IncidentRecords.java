package org.ikewatch.streams.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.PeerProvenance;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.streams.incident.Change;
import org.ikewatch.streams.incident.CitedRecord;
import org.ikewatch.streams.incident.Explanation;
import org.ikewatch.streams.incident.NextCommands;
import org.ikewatch.streams.incident.Problem;
import org.ikewatch.streams.negotiation.RecordRef;

/** Turns a change into the contract's incident. */
public final class IncidentRecords {
  private static final String STAMP_NOT_BELIEVED = "STAMP_NOT_BELIEVED";

  private IncidentRecords() {}

  /** The revision to publish. */
  public static Incident toAvro(Change change) {
    Problem problem = change.incident().content();
    return Incident.newBuilder()
        .setIncidentId(change.incident().id())
        .setRevision(change.incident().revision())
        .setScope(Scope.PEER)
        .setStatus(status(change))
        .setVerdict(problem.finding().verdict())
        .setConfidence(problem.finding().confidence())
        .setReason(problem.finding().reason().orElse(null))
        .setCause(problem.finding().cause())
        .setHost(change.host())
        .setPeer(problem.subject().peer().orElse(null))
        .setOpenedAt(problem.lifecycle().openedAt())
        .setUpdatedAt(problem.updatedAt())
        .setResolvedAt(problem.lifecycle().resolvedAt().orElse(null))
        .setAttempts(problem.lifecycle().attempts())
        .setFlaps(problem.lifecycle().flaps())
        .setCandidates(List.copyOf(problem.subject().candidates()))
        .setEvidence(evidence(change.host(), problem))
        .setNextCommands(NextCommands.of(problem))
        .setExplanation(Explanation.of(problem))
        .setSa(problem.finding().sa().isEmpty() ? null : problem.finding().sa())
        .setPeerProvenance(PeerProvenance.valueOf(problem.finding().peerKnownBy().name()))
        .setLocal(problem.subject().local().orElse(null))
        .build();
  }

  private static Status status(Change change) {
    if (change instanceof Change.Withdraw) {
      return Status.WITHDRAWN;
    }
    return change.incident().content().lifecycle().open() ? Status.OPEN : Status.RESOLVED;
  }

  private static List<Evidence> evidence(String host, Problem problem) {
    List<Evidence> all = new ArrayList<>();
    for (CitedRecord cited : problem.evidence().records()) {
      RecordRef ref = cited.ref();
      boolean believed = ref.stamp().equals(ref.time());
      all.add(
          Evidence.newBuilder()
              .setHost(host)
              .setMsg(nullable(ref.msg()))
              .setLevel(ref.level())
              .setEventTime(ref.stamp())
              .setSignal(ref.signal())
              .setText(ref.text())
              .setFile(ref.file().orElse(null))
              .setLine(nullable(ref.line()))
              .setFlags(believed ? List.of() : List.of(STAMP_NOT_BELIEVED))
              .build());
    }
    return all;
  }

  private static Long nullable(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
