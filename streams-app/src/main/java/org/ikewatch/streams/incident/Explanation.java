package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Reason;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.Role;

/**
 * Why a trouble has its verdict, in plain words: each sentence cites a record in hand, or the
 * interval in which one was looked for and not found, or the page that states the rule.
 */
public final class Explanation {
  private final Trouble trouble;
  private final List<String> sentences = new ArrayList<>();

  private Explanation(Trouble trouble) {
    this.trouble = trouble;
  }

  /** The sentences, in the order of the argument. */
  public static List<String> of(Trouble trouble) {
    Explanation explanation = new Explanation(trouble);
    explanation.argue();
    return List.copyOf(explanation.sentences);
  }

  private void argue() {
    if (trouble.subject().phase() == Phase.PHASE2) {
      phase1();
    }
    cite("It failed", Citation.Proof.FAILURE);
    cite("The SA was deleted", Citation.Proof.DELETE);
    switch (trouble.finding().verdict()) {
      case MM_FAILURE -> mainModeFailure();
      case QM_TRIGGERED_DELETE -> triggeredDelete();
      case QM_FAILURE ->
          say(
              "A.03 keeps the IKE SA when a Quick Mode, or a child after the first, fails "
                  + "(A0302 p. 127).");
      case UNDETERMINED -> undetermined();
    }
    lost();
    if (trouble.course().resolvedAt().isPresent()) {
      ended(trouble.course().resolvedAt().get());
    }
  }

  private void phase1() {
    Optional<Citation> success = last(Citation.Proof.SUCCESS, trouble.course().failedAt());
    if (success.isPresent()) {
      say("Phase 1 had succeeded: " + quote(success.get()) + ".");
    } else {
      say(
          "No record tells of phase 1 from "
              + trouble.basis().from()
              + " to "
              + trouble.basis().to()
              + "; a Quick Mode needs an ISAKMP SA, so there was one.");
    }
  }

  private void mainModeFailure() {
    if (trouble.finding().confidence() == Confidence.INFERRED) {
      say(
          "That phase 1 ended there is implied: what is cited tells of a refusal, of waiting, or of an "
              + "end with records lost beside it (A0300 pp. 155-156).");
    }
    say(
        "No record of a phase-1 success for this attempt from "
            + trouble.basis().from()
            + " to "
            + trouble.basis().to()
            + ": one exchange gives up after 31 s (A0201 appendix A p. 6, A0300 p. 166).");
    if (trouble.basis().role() == Role.RESPONDER) {
      say(
          "This host was the responder of the attempt that failed at "
              + trouble.course().failedAt()
              + ": the first message had arrived.");
    }
  }

  private void triggeredDelete() {
    boolean deleted = last(Citation.Proof.DELETE, Instant.MAX).isPresent();
    String rule =
        trouble.subject().dialect() == Dialect.A03_IKEV2
            ? "A.03 deletes the IKEv2 SA when the first pair of child SAs fails (A0302 p. 127)"
            : "A.02 deletes the MM SA when a Quick Mode on it fails (A0200 pp. 174-175)";
    say(
        deleted
            ? rule + ", and no Quick Mode succeeded between."
            : "No record of the delete since "
                + trouble.course().failedAt()
                + "; it is implied: "
                + rule
                + ".");
    if (trouble.finding().reason().filter(Reason.AUDIT_LEVEL::equals).isPresent()) {
      auditLevel("MM negotiation complete with the peer", "informative");
    }
  }

  private void undetermined() {
    switch (trouble.finding().reason().orElseThrow()) {
      case PEER_AMBIGUOUS ->
          say(
              "The text names no peer, and at "
                  + trouble.course().failedAt()
                  + " negotiations with several were open: "
                  + String.join(", ", trouble.subject().candidates())
                  + ". A record with the peer's address, the cookies or the message ID beside it "
                  + "would have told.");
      case PHASE_AMBIGUOUS -> {
        say(
            "The text is the same whether the IKE SA or its first child failed "
                + "(A0300 p. 156, A0302 p. 133).");
        auditLevel(
            "ike_sa ... state INI_IKE_SA_INIT_SENT -> DYING\" or \"INI_IKE_AUTH_SENT -> DYING",
            "debug");
      }
      case AUDIT_LEVEL -> auditLevel("ike_sa ... state ... -> ESTABLISHED", "debug");
      case RECORDS_LOST ->
          say(
              "Records that would have told are missing from "
                  + trouble.basis().from()
                  + " to "
                  + trouble.basis().to()
                  + " although the host writes their level.");
      case UNKNOWN -> {
        // Only readers of the contract assume it; no finding has it.
      }
    }
  }

  private void auditLevel(String missing, String level) {
    say(
        trouble
                .basis()
                .informative()
                .map(since -> "Informative records of this host were seen only since " + since)
                .orElse("No informative record of this host was seen up to " + trouble.basis().to())
            + ", so the absence of \""
            + missing
            + "\" proves nothing; \"ipsec_admin -auditlvl "
            + level
            + "\" switches it on.");
  }

  private void lost() {
    Basis basis = trouble.basis();
    if (basis.lost() > 0) {
      say(
          "The Msg counter skips about "
              + basis.lost()
              + " records from "
              + basis.from()
              + " to "
              + basis.to()
              + ": they are lost, and may have told otherwise.");
    }
    if (basis.lostOfHost() > basis.lost()) {
      say(
          "In all about "
              + basis.lostOfHost()
              + " records of this host are lost up to "
              + basis.to()
              + ", by the gaps of its Msg counter.");
    }
  }

  private void ended(Instant at) {
    Optional<Citation> success =
        trouble.evidence().citations().stream()
            .filter(one -> one.proves() == Citation.Proof.SUCCESS)
            .filter(one -> one.time().equals(at))
            .reduce((first, second) -> second);
    say(
        success
            .map(one -> "It ended with a success: " + quote(one) + ".")
            .orElse(
                "It is taken for ended at "
                    + at
                    + ": no failure since "
                    + trouble.course().failedAt()
                    + "."));
  }

  private void cite(String what, Citation.Proof proof) {
    List<Citation> all =
        trouble.evidence().citations().stream().filter(one -> one.proves() == proof).toList();
    if (all.isEmpty()) {
      return;
    }
    String newest =
        all.size() == 1 ? "" : ", the newest of " + all.size() + " cited " + quote(last(all));
    say(what + ": " + quote(all.get(0)) + newest + ".");
  }

  private Optional<Citation> last(Citation.Proof proof, Instant before) {
    return trouble.evidence().citations().stream()
        .filter(one -> one.proves() == proof && !one.time().isAfter(before))
        .collect(Collectors.reducing((first, second) -> second));
  }

  private static Citation last(List<Citation> citations) {
    return citations.get(citations.size() - 1);
  }

  private static String quote(Citation one) {
    String msg = one.msg().isPresent() ? "Msg " + one.msg().getAsLong() : "a record without Msg";
    return msg + " of " + one.time() + " says \"" + one.text() + "\"";
  }

  private void say(String sentence) {
    sentences.add(sentence);
  }
}
