package org.ikewatch.app.simulate;

import static org.ikewatch.schemas.Confidence.CONFIRMED;
import static org.ikewatch.schemas.Confidence.INFERRED;

import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Verdict;

/**
 * What may happen between a host and its peer: the audit records it leaves, in the guides' own words,
 * and the verdict they must be given. {@code {L}}, {@code {P}} and {@code {C}} stand for the local
 * address, the peer's address and a cookie pair.
 */
public enum Scenario {
  /** A.02: the peer does not answer Main Mode (A0200 p. 174). */
  A02_SILENT_PEER(
      "A.02",
      truth(Verdict.MM_FAILURE, CONFIRMED, null, true),
      line(0, "ERROR", "Main Mode processing failed"),
      line(0, "ERROR", "MM negotiation timeout, src {P}")),

  /** A.02: Quick Mode is refused, and HP-UX deletes the MM SA (A0200 pp. 174-175). */
  A02_QUICK_MODE_REFUSED(
      "A.02",
      truth(Verdict.QM_TRIGGERED_DELETE, CONFIRMED, null, true),
      line(0, "INFORMATIVE", "MM negotiation complete with the peer {P}"),
      line(1, "ERROR", "Quick Mode processing failed"),
      line(2, "INFORMATIVE", "ISAKMP-SA deleted {L}-{P} spi:{C}")),

  /** A.02 at the default audit level: nothing tells of Main Mode, and no text names the peer. */
  A02_QUICK_MODE_TIMEOUT_AT_ERROR_LEVEL(
      "A.02",
      truth(Verdict.QM_TRIGGERED_DELETE, INFERRED, Reason.AUDIT_LEVEL, false),
      line(0, "ERROR", "QM negotiation timeout, mess ID 4e1f")),

  /** A.02: an SA comes up and ends with its lifetime. */
  A02_HEALTHY(
      "A.02",
      Optional.empty(),
      line(0, "INFORMATIVE", "MM negotiation complete with the peer {P}"),
      line(3, "INFORMATIVE", "ISAKMP-SA expired {L}-{P} spi:{C}")),

  /** A.03, IKEv1: the initiator gives up; phase 2 stopped waiting a second before (A0300 p. 156). */
  IKEV1_SILENT_PEER(
      "A.03.01",
      truth(Verdict.MM_FAILURE, CONFIRMED, null, true),
      line(0, "INFORMATIVE", "initiate new phase 1 negotiation: {L}/500<=>{P}/500"),
      line(30, "ERROR", "phase2 negotiation failed due to time up waiting for phase1"),
      line(31, "ERROR", "phase1 negotiation failed due to time up")),

  /** A.03, IKEv1: the responder refuses the initiator's hash (A0300 p. 155). */
  IKEV1_HASH_MISMATCH(
      "A.03.01",
      truth(Verdict.MM_FAILURE, INFERRED, null, true),
      line(0, "INFORMATIVE", "respond new phase 1 negotiation: {L}/500<=>{P}/500"),
      line(
          0, "ERROR", "rejected hashtype: DB(prop#1:trns#1):Peer(prop#1:trns#1) = MD5:SHA1")),

  /** A.03, IKEv1: no host policy for the traffic offered; the SA stays (A0300 p. 157). */
  IKEV1_NO_SELECTOR(
      "A.03.01",
      truth(Verdict.QM_FAILURE, CONFIRMED, null, true),
      line(0, "INFORMATIVE", "ISAKMP-SA established {L}-{P} spi:{C}"),
      line(1, "ERROR", "can't find matching selector")),

  /** A.03, IKEv1: all is well. */
  IKEV1_HEALTHY(
      "A.03.01",
      Optional.empty(),
      line(0, "INFORMATIVE", "ISAKMP-SA established {L}-{P} spi:{C}"),
      line(1, "INFORMATIVE", "IPsec-SA established: ESP/Transport {L}->{P} spi=241280704"),
      line(3, "INFORMATIVE", "ISAKMP-SA deleted {L}-{P} spi:{C}")),

  /** A.03, IKEv2: the first child is refused, and the SA goes with it (A0302 p. 127). */
  IKEV2_FIRST_CHILD_REFUSED(
      "A.03.02.02",
      truth(Verdict.QM_TRIGGERED_DELETE, CONFIRMED, null, true),
      line(
          0,
          "DEBUG",
          "local {L}/500 - remote {P}/500:ike_sa 40079580 state INI_IKE_AUTH_SENT -> ESTABLISHED"),
      line(
          0,
          "ERROR",
          "local {L}/500 - remote {P}/500:received Notify type NO_PROPOSAL_CHOSEN, "
              + "failed establishing child_sa"),
      line(
          2,
          "DEBUG",
          "local {L}/500 - remote {P}/500:ike_sa 40079580 state ESTABLISHED -> DYING")),

  /** A.03, IKEv2 at the default audit level: the text fits both stories (A0300 p. 156). */
  IKEV2_GIVEN_UP_AT_ERROR_LEVEL(
      "A.03.02.02",
      truth(Verdict.UNDETERMINED, INFERRED, Reason.PHASE_AMBIGUOUS, false),
      line(0, "ERROR", "local ? - remote ?:retransmission count exceeded the limit"));

  /** One audit record: seconds after the scenario begins, level, event text. */
  public record Line(int after, String level, String text) {}

  /** The verdict that the records justify. */
  public record Truth(
      Verdict verdict, Confidence confidence, Optional<Reason> reason, boolean peerKnown) {}

  private final String product;
  private final Optional<Truth> truth;
  private final List<Line> lines;

  Scenario(String product, Optional<Truth> truth, Line... lines) {
    this.product = product;
    this.truth = truth;
    this.lines = List.of(lines);
  }

  private static Line line(int after, String level, String text) {
    return new Line(after, level, text);
  }

  private static Optional<Truth> truth(
      Verdict verdict, Confidence confidence, Reason reason, boolean peerKnown) {
    return Optional.of(new Truth(verdict, confidence, Optional.ofNullable(reason), peerKnown));
  }

  /** The product version whose daemon writes like this. */
  public String product() {
    return product;
  }

  /** The verdict that must be given; empty where all is well. */
  public Optional<Truth> truth() {
    return truth;
  }

  List<Line> lines() {
    return lines;
  }
}
