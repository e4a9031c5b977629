package org.ikewatch.streams.negotiation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Verdict;

/**
 * What one failed attempt proves.
 *
 * @param reason why the verdict is not confirmed, if there is a reason to name
 * @param cause the most specific cause that a record names
 * @param peerKnownBy how the peer is known
 * @param sa the SA it is about: {@code cookies I:R}, {@code ike_sa POINTER}, {@code anonymous};
 *     empty if none is known
 */
public record Finding(
    Verdict verdict,
    Confidence confidence,
    Optional<Reason> reason,
    Cause cause,
    Provenance peerKnownBy,
    String sa) {

  public Finding {
    requireNonNull(verdict);
    requireNonNull(cause);
    requireNonNull(peerKnownBy);
    if (verdict == Verdict.UNDETERMINED && reason.isEmpty()) {
      throw new IllegalArgumentException("an undetermined verdict needs a reason");
    }
    if (confidence == Confidence.CONFIRMED && reason.isPresent()) {
      throw new IllegalArgumentException("a confirmed verdict has no reason for doubt: " + reason);
    }
    if (confidence == Confidence.CONFIRMED && !peerKnownBy.proven()) {
      throw new IllegalArgumentException(
          "a verdict about a peer known by " + peerKnownBy + " is not confirmed");
    }
  }

  /** CONFIRMED if the peer is proven, otherwise INFERRED. */
  static Finding confirmed(Verdict verdict, Cause cause, Provenance peerKnownBy) {
    return new Finding(
        verdict,
        peerKnownBy.proven() ? Confidence.CONFIRMED : Confidence.INFERRED,
        Optional.empty(),
        cause,
        peerKnownBy,
        "");
  }

  static Finding inferred(Verdict verdict, Cause cause, Provenance peerKnownBy) {
    return new Finding(verdict, Confidence.INFERRED, Optional.empty(), cause, peerKnownBy, "");
  }

  /** The evidence cannot decide. */
  public static Finding undetermined(Reason reason, Cause cause, Provenance peerKnownBy) {
    return new Finding(
        Verdict.UNDETERMINED, Confidence.INFERRED, Optional.of(reason), cause, peerKnownBy, "");
  }

  /** The same verdict, INFERRED for this reason; an earlier reason stays. */
  public Finding because(Reason why) {
    return new Finding(
        verdict, Confidence.INFERRED, Optional.of(reason.orElse(why)), cause, peerKnownBy, sa);
  }

  /** The same verdict, at most INFERRED. */
  public Finding withoutConfirmation() {
    return new Finding(verdict, Confidence.INFERRED, reason, cause, peerKnownBy, sa);
  }

  /** The same finding about this SA. */
  Finding about(IkeSa which) {
    return new Finding(verdict, confidence, reason, cause, peerKnownBy, which.displayName());
  }

  /**
   * This finding and a later one of the same attempt as one: the stronger verdict (decided over
   * undetermined, CONFIRMED over INFERRED, otherwise the later) and the more specific cause.
   */
  public Finding with(Finding later) {
    boolean laterIsStronger = later.strength() >= strength();
    Finding stronger = laterIsStronger ? later : this;
    Finding weaker = laterIsStronger ? this : later;
    Cause specific = rank(later.cause) >= rank(cause) ? later.cause : cause;
    return new Finding(
        stronger.verdict,
        stronger.confidence,
        stronger.reason,
        specific,
        stronger.peerKnownBy.or(weaker.peerKnownBy),
        stronger.sa.isEmpty() ? weaker.sa : stronger.sa);
  }

  /** A named fault is more specific than silence, and silence than "processing failed". */
  private static int rank(Cause cause) {
    return switch (cause) {
      case PROPOSAL_MISMATCH, AUTHENTICATION_FAILED, POLICY_MISSING -> 3;
      case SILENT_PEER -> 2;
      case PROCESSING_FAILED -> 1;
      case UNKNOWN -> 0;
    };
  }

  private int strength() {
    if (verdict == Verdict.UNDETERMINED) {
      return 0;
    }
    return confidence == Confidence.INFERRED ? 1 : 2;
  }
}
