package org.ikewatch.sink.incidents;

import java.time.Instant;
import java.util.Optional;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;

/**
 * What one revision said of its incident; the fields are those of the contract {@code Incident}.
 */
public record PastRevision(
    int revision,
    Status status,
    Verdict verdict,
    Confidence confidence,
    Optional<Reason> reason,
    Cause cause,
    Optional<String> peer,
    Instant updatedAt,
    Optional<Instant> resolvedAt,
    long attempts,
    int flaps,
    Optional<String> parent) {}
