package org.ikewatch.lab.oracle;

import java.time.Instant;
import java.util.Optional;
import org.ikewatch.schemas.Verdict;

/**
 * A negotiation that failed.
 *
 * @param pair whose
 * @param verdict the true one
 * @param begin true time of the attempt's first record
 * @param at true time of the record that reports the failure
 * @param saSince since when the SA was there that it failed on; empty in phase 1
 */
public record Failure(
    Pair pair, Verdict verdict, Instant begin, Instant at, Optional<Instant> saSince) {}
