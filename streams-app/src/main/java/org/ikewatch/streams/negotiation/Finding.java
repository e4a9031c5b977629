package org.ikewatch.streams.negotiation;

import java.util.Optional;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Verdict;

/**
 * What one failure proves: a verdict with its confidence, the reason where it is not confirmed, and
 * the cause that a record names.
 */
public record Finding(
    Verdict verdict, Confidence confidence, Optional<Reason> reason, Cause cause) {

  public Finding {
    if (verdict == Verdict.UNDETERMINED && reason.isEmpty()) {
      throw new IllegalArgumentException("an undetermined verdict says why");
    }
    if (confidence == Confidence.CONFIRMED && reason.isPresent()) {
      throw new IllegalArgumentException("a confirmed verdict has nothing to excuse");
    }
  }

  static Finding confirmed(Verdict verdict, Cause cause) {
    return new Finding(verdict, Confidence.CONFIRMED, Optional.empty(), cause);
  }

  static Finding inferred(Verdict verdict, Cause cause) {
    return new Finding(verdict, Confidence.INFERRED, Optional.empty(), cause);
  }

  static Finding inferred(Verdict verdict, Reason reason, Cause cause) {
    return new Finding(verdict, Confidence.INFERRED, Optional.of(reason), cause);
  }

  /** The evidence cannot decide. */
  public static Finding undetermined(Reason reason, Cause cause) {
    return inferred(Verdict.UNDETERMINED, reason, cause);
  }

  /** This finding where records of the time it rests on are lost: it is not confirmed any more. */
  public Finding despiteLoss() {
    return new Finding(
        verdict, Confidence.INFERRED, Optional.of(reason.orElse(Reason.RECORDS_LOST)), cause);
  }

  /**
   * This finding and another one of the same trouble as one: the stronger verdict (a decided one
   * over an undetermined, a confirmed over an inferred, else the later) and the more telling cause.
   */
  public Finding with(Finding later) {
    Finding stronger = later.strength() >= strength() ? later : this;
    Cause telling = rank(later.cause) >= rank(cause) ? later.cause : cause;
    return new Finding(stronger.verdict, stronger.confidence, stronger.reason, telling);
  }

  /** A named fault tells more than "processing failed", which tells more than silence. */
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
