package org.ikewatch.bench.engine;

import org.ikewatch.bench.fleet.Detections;

/** An engine with the records that it gets. */
public interface EngineUnderTest {
  /** One pass of a new engine. */
  Pass measure() throws Exception;

  /** What there is to detect. */
  Detections truth();
}
