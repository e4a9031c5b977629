package org.ikewatch.sink.siem.mapping;

import static org.ikewatch.sink.Samples.incident;

import java.time.Instant;
import java.util.List;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;

/** What the golden files are made of. */
public final class FormatSamples {
  private FormatSamples() {}

  /** One of each kind that a mapping treats differently. */
  public static List<Incident> incidents() {
    Instant end = Instant.parse("2002-03-15T07:20:00.5Z");
    Incident resolved = incident("0123456789abcdef0123456789abcdef", 3);
    resolved.setVerdict(Verdict.QM_TRIGGERED_DELETE);
    resolved.setStatus(Status.RESOLVED);
    resolved.setPeer("2001:db8::42");
    resolved.setResolvedAt(end);
    resolved.setUpdatedAt(end);
    resolved.setParent("fedcba9876543210");
    resolved.setFlaps(2);
    Incident undetermined = incident("c0ffee", 1);
    undetermined.setVerdict(Verdict.UNDETERMINED);
    undetermined.setConfidence(Confidence.INFERRED);
    undetermined.setReason(Reason.PEER_AMBIGUOUS);
    undetermined.setPeer(null);
    undetermined.setEvidence(List.of());
    Incident gateway = incident("9a7e", 12);
    gateway.setScope(Scope.GATEWAY);
    gateway.setAttempts(4_000_000_000L);
    Incident withdrawn = incident("dead", 2);
    withdrawn.setVerdict(Verdict.QM_FAILURE);
    withdrawn.setStatus(Status.WITHDRAWN);
    withdrawn.setHost("h\u00f6st 1");
    withdrawn.setPeer("gw|1.example.com");
    withdrawn.getEvidence().get(0).setText("a=b \\ c|d^e\r\nfor\tged: <0>1 \u001b[2J \u20ac");
    return List.of(incident("a1", 1), resolved, undetermined, gateway, withdrawn);
  }
}
