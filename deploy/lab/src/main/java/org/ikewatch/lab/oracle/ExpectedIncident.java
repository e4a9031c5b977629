package org.ikewatch.lab.oracle;

import java.time.Instant;
import java.util.Optional;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Verdict;

/**
 * An incident that the evidence demands.
 *
 * @param story of its newest failure
 * @param peer empty where no record can name one
 * @param verdict of its newest failure
 * @param confidence the highest it may claim
 * @param provenance how its peer is known
 * @param attempts how many failed
 * @param openedFrom the earliest true time at which it may open
 * @param openedTo the latest
 * @param lastFailure true time of its newest failure
 */
public record ExpectedIncident(
    StoryKind story,
    Optional<String> peer,
    Verdict verdict,
    Confidence confidence,
    Provenance provenance,
    long attempts,
    Instant openedFrom,
    Instant openedTo,
    Instant lastFailure) {}
