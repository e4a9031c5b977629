package org.ikewatch.ingest.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.audit.TextShape;

/**
 * Counts the records whose texts no catalogue entry fits, by their shape: what the catalogue lacks
 * shows in the metrics.
 */
final class UnknownTexts {
  private static final String NAME = "ikewatch_ingest_unknown_text_records";

  /** Further shapes are counted together: noise must not fill the registry. */
  static final int MOST_SHAPES = 200;

  private final MeterRegistry meters;
  private final Map<TextShape, Counter> shapes = new ConcurrentHashMap<>();
  private final Counter others;

  /** Counts in this registry. */
  UnknownTexts(MeterRegistry meters) {
    this.meters = meters;
    this.others = meters.counter(NAME, "shape", "(other)");
  }

  void note(Span text) {
    TextShape shape = TextShape.of(text);
    Counter counter = shapes.get(shape);
    if (counter == null && shapes.size() < MOST_SHAPES) {
      counter =
          shapes.computeIfAbsent(shape, unseen -> meters.counter(NAME, "shape", unseen.toString()));
    }
    (counter == null ? others : counter).increment();
  }
}
