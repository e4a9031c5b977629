package org.ikewatch.streams.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What was published last of one incident.
 *
 * @param revision the newest one, from 1; never falls
 * @param content the problem as published
 * @param unpublishedSince since when the count of attempts or the evidence differ from it; of a
 *     withdrawn one, when its last records could be taken back no more
 * @param withdrawn whether it is withdrawn: a later record may still bring it back, with a higher
 *     revision
 */
public record PublishedIncident(
    String id,
    int revision,
    Problem content,
    Optional<Instant> unpublishedSince,
    boolean withdrawn) {
  /** The longest that a change of nothing but the count waits, on the host's clock. */
  static final Duration COUNT_DELAY = Duration.ofSeconds(30);

  /** Whether this is the incident of that problem: they have the same first evidence. */
  public boolean beganWith(Problem problem) {
    return samePhase(problem) && content.first().equals(problem.first());
  }

  /** Whether it is the same problem, of which a late record moved the beginning. */
  boolean overlaps(Problem problem) {
    return samePhase(problem)
        && !content.lifecycle().openedAt().isAfter(problem.updatedAt())
        && !problem.lifecycle().openedAt().isAfter(content.updatedAt());
  }

  /** Whether it may be the incident of that problem. */
  public boolean mayBe(Problem problem) {
    return beganWith(problem) || overlaps(problem);
  }

  private boolean samePhase(Problem problem) {
    return content.subject().phase() == problem.subject().phase();
  }

  /** Whether a reader has to know at once: more than the count or the evidence differs. */
  boolean differsInMeaning(Problem problem) {
    Lifecycle now = problem.lifecycle();
    Lifecycle then = content.lifecycle();
    return withdrawn
        || !content.finding().equals(problem.finding())
        || !content.subject().equals(problem.subject())
        || !then.resolvedAt().equals(now.resolvedAt())
        || !then.openedAt().equals(now.openedAt())
        || then.flaps() != now.flaps()
        || now.attempts() < then.attempts();
  }

  /** Whether the count of attempts passed a power of two. */
  boolean passesPowerOfTwo(Problem problem) {
    long before = content.lifecycle().attempts();
    long after = problem.lifecycle().attempts();
    return after > before && Long.highestOneBit(after) > Long.highestOneBit(before);
  }

  boolean differs(Problem problem) {
    return withdrawn || !Objects.equals(content, problem);
  }

  PublishedIncident revised(Problem problem) {
    return new PublishedIncident(id, revision + 1, problem, Optional.empty(), false);
  }

  PublishedIncident withdrawnAs(Problem problem, Instant settled) {
    return new PublishedIncident(id, revision + 1, problem, Optional.of(settled), true);
  }

  PublishedIncident waiting(Instant since) {
    return new PublishedIncident(
        id, revision, content, Optional.of(unpublishedSince.orElse(since)), withdrawn);
  }

  /** When the changed count is due, or a withdrawn one can be forgotten; empty if neither. */
  public Optional<Instant> due() {
    return withdrawn ? unpublishedSince : unpublishedSince.map(since -> since.plus(COUNT_DELAY));
  }

  /** Whether it is withdrawn, and no record can bring it back any more. */
  boolean isForgotten(Instant now) {
    return withdrawn && due().filter(settled -> settled.isAfter(now)).isEmpty();
  }
}
