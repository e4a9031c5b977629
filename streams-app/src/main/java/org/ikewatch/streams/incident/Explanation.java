package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.streams.incident.CitedRecord.Role;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.RecordRef;

/**
 * Why a problem has its verdict, in plain words: each sentence cites a record in hand, or the
 * interval in which one was looked for and not found, or the page that states the rule.
 */
public final class Explanation {
  private final Problem problem;
  private final List<String> sentences = new ArrayList<>();

  private Explanation(Problem problem) {
    this.problem = problem;
  }

  /** The sentences, in the order of the argument. */
  public static List<String> of(Problem problem) {
    Explanation explanation = new Explanation(problem);
    explanation.argue();
    return List.copyOf(explanation.sentences);
  }

  private void argue() {
    if (problem.subject().phase() == Phase.PHASE2) {
      phase1();
    }
    cite("It failed", Role.FAILURE);
    cite("The SA was deleted", Role.DELETE);
    peer();
    switch (problem.finding().verdict()) {
      case MM_FAILURE -> mainModeFailure();
      case QM_TRIGGERED_DELETE -> triggeredDelete();
      case QM_FAILURE ->
          say(
              "A.03 keeps the IKE SA when a Quick Mode, or a child after the first, fails "
                  + "(A0302 p. 127).");
      case UNDETERMINED -> undetermined();
    }
    lost();
    problem.lifecycle().resolvedAt().ifPresent(this::ended);
  }

  private void phase1() {
    Optional<CitedRecord> success = last(Role.SUCCESS, problem.lifecycle().failedAt());
    if (success.isPresent()) {
      say("Phase 1 had succeeded: " + quote(success.get()) + ".");
    } else {
      say(
          "No record of a phase-1 success is in hand from "
              + problem.context().from()
              + " to "
              + problem.context().to()
              + "; a Quick Mode needs an ISAKMP SA, so there was one.");
    }
  }

  /** How the peer is known, unless the failure record itself names it. */
  private void peer() {
    Optional<String> peer = problem.subject().peer();
    Instant failed = problem.lifecycle().failedAt();
    switch (problem.finding().peerKnownBy()) {
      case TIED ->
          say("The peer follows from the SA or exchange that the record of " + failed + " names.");
      case SOLE_ATTEMPT ->
          say(
              "The record of "
                  + failed
                  + " names no peer; only "
                  + peer.orElse("one peer")
                  + " can be meant: the Msg numbers up to it are consecutive, and nothing else "
                  + "was open.");
      case ELIMINATION ->
          say(
              "The record of "
                  + failed
                  + " names no peer; "
                  + peer.orElse("one peer")
                  + " is the only one known to fit, so the verdict is inferred.");
      case COMPANION ->
          say(
              "The record of "
                  + failed
                  + " names no peer; the one written next to it names "
                  + peer.orElse("one")
                  + ", so the verdict is inferred.");
      case UNKNOWN -> {
        if (problem.finding().verdict() == Verdict.MM_FAILURE) {
          say("No record up to " + failed + " names the peer, so the verdict is inferred.");
        }
      }
      default -> {}
    }
  }

  private void mainModeFailure() {
    boolean proven = problem.finding().peerKnownBy().proven();
    if (problem.finding().confidence() == Confidence.INFERRED && proven) {
      say(
          "The end of phase 1 is implied: the cited records state a refusal, a wait, or an end with "
              + "lost records in its interval (A0300 pp. 155-156).");
    }
    say(
        "No record of a phase-1 success of this attempt is in hand from "
            + problem.context().from()
            + " to "
            + problem.context().to()
            + ": one exchange gives up after 31 s (A0201 appendix A p. 6, A0300 p. 166).");
    if (problem.context().role() == org.ikewatch.streams.negotiation.Role.RESPONDER) {
      say(
          "This host was the responder of the attempt that failed at "
              + problem.lifecycle().failedAt()
              + ": the first message had arrived.");
    }
    if (problem.finding().reason().filter(Reason.AUDIT_LEVEL::equals).isPresent()) {
      auditLevel("initiate new phase 1 negotiation", "informative");
    }
  }

  private void triggeredDelete() {
    boolean deleted = last(Role.DELETE, Instant.MAX).isPresent();
    String rule =
        problem.subject().dialect() == Dialect.A03_IKEV2
            ? "A.03 deletes the IKEv2 SA when the first pair of child SAs fails (A0302 p. 127)"
            : "A.02 deletes the MM SA when a Quick Mode on it fails (A0200 pp. 174-175)";
    say(
        deleted
            ? rule + ", and no Quick Mode succeeded between the failure and the delete."
            : "No record of the delete is in hand since "
                + problem.lifecycle().failedAt()
                + "; it is implied: "
                + rule
                + ".");
    if (problem.finding().reason().filter(Reason.AUDIT_LEVEL::equals).isPresent()) {
      auditLevel("MM negotiation complete with the peer", "informative");
    }
  }

  private void undetermined() {
    switch (problem.finding().reason().orElseThrow()) {
      case PEER_AMBIGUOUS ->
          say(
              "The text names no peer, and at "
                  + problem.lifecycle().failedAt()
                  + " negotiations with several were open: "
                  + String.join(", ", problem.subject().candidates())
                  + ". A record of the same attempt with the peer's address, the cookies or the "
                  + "message ID would decide.");
      case PHASE_AMBIGUOUS -> {
        say(
            "The text is the same whether the IKE SA or its first child failed "
                + "(A0300 p. 156, A0302 p. 133).");
        auditLevel(
            "ike_sa ... state INI_IKE_SA_INIT_SENT -> DYING\" or \"INI_IKE_AUTH_SENT -> DYING",
            "debug");
      }
      case AUDIT_LEVEL -> auditLevel("ike_sa ... state ... -> ESTABLISHED", "debug");
      default ->
          say(
              "Records that would decide are missing from "
                  + problem.context().from()
                  + " to "
                  + problem.context().to()
                  + " although the host writes their level.");
      case UNKNOWN -> {
        // Only readers of the contract assume it; no finding has it.
      }
    }
  }

  private void auditLevel(String missing, String level) {
    say(
        problem
                .context()
                .informative()
                .map(since -> "Informative records of this host were seen only since " + since)
                .orElse(
                    "No informative record of this host was seen up to " + problem.context().to())
            + ", so the absence of \""
            + missing
            + "\" proves nothing; \"ipsec_admin -auditlvl "
            + level
            + "\" switches it on.");
  }

  private void lost() {
    VerdictContext context = problem.context();
    if (context.lost() > 0) {
      say(
          "The Msg counter skips about "
              + context.lost()
              + " records from "
              + context.from()
              + " to "
              + context.to()
              + ": they are lost, and may have shown otherwise.");
    }
  }

  private void ended(Instant at) {
    Optional<CitedRecord> success =
        problem.evidence().records().stream()
            .filter(it -> it.role() == Role.SUCCESS && it.time().equals(at))
            .reduce((first, second) -> second);
    say(
        success
            .map(it -> "It ended with a success: " + quote(it) + ".")
            .orElse(
                "It is considered ended at "
                    + at
                    + ": no failure since "
                    + problem.lifecycle().failedAt()
                    + "."));
  }

  private void cite(String what, Role role) {
    List<CitedRecord> all =
        problem.evidence().records().stream().filter(it -> it.role() == role).toList();
    if (all.isEmpty()) {
      return;
    }
    String newest =
        all.size() == 1
            ? ""
            : ", the newest of " + all.size() + " cited " + quote(all.get(all.size() - 1));
    say(what + ": " + quote(all.get(0)) + newest + ".");
  }

  private Optional<CitedRecord> last(Role role, Instant before) {
    return problem.evidence().records().stream()
        .filter(it -> it.role() == role && !it.time().isAfter(before))
        .reduce((first, second) -> second);
  }

  private static String quote(CitedRecord cited) {
    RecordRef ref = cited.ref();
    String msg = ref.msg().isPresent() ? "Msg " + ref.msg().getAsLong() : "a record without Msg";
    String doubt = ref.stamp().equals(ref.time()) ? "" : " (its own stamp is not believed)";
    return msg + " of " + ref.stamp() + doubt + " says \"" + ref.text() + "\"";
  }

  private void say(String sentence) {
    sentences.add(sentence);
  }
}
