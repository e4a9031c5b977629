package org.ikewatch.lab.oracle;

import java.time.Instant;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Verdict;

/** What the evidence allows for one failure. */
record Judged(
    Episode episode,
    Failure failure,
    Verdict verdict,
    Confidence confidence,
    Provenance provenance,
    boolean peerless,
    boolean counted) {

  Instant at() {
    return failure.at();
  }

  boolean named() {
    return !peerless;
  }

  Judged uncounted() {
    return new Judged(episode, failure, verdict, confidence, provenance, peerless, false);
  }
}
