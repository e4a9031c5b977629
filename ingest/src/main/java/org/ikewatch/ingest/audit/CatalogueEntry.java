package org.ikewatch.ingest.audit;

import java.util.List;
import java.util.Map;

/**
 * One meaning and the texts that carry it. A text is a template: {@code {name:type}} captures, what
 * stands in {@code [...]} may be absent, {@code \} takes the next character literally. See {@link
 * CaptureType} for the types. The captures {@code peer} and {@code local} are the record's
 * addresses; one whose name begins with {@code _} is thrown away; the others are attributes.
 *
 * @param signal the meaning
 * @param texts the templates
 * @param attributes attributes that the template implies without saying them; these and the signal
 *     are ASCII
 */
public record CatalogueEntry(String signal, List<String> texts, Map<String, String> attributes) {
  public CatalogueEntry {
    if (signal.isEmpty() || texts.isEmpty()) {
      throw new IllegalArgumentException("an entry needs a signal and a text: " + signal + texts);
    }
    texts = List.copyOf(texts);
    attributes = Map.copyOf(attributes);
    requireAscii(signal);
    attributes.forEach(
        (name, value) -> {
          requireAscii(name);
          requireAscii(value);
        });
  }

  /** Whatever is published beside a text's own words: then a text of ASCII makes a record of it. */
  static void requireAscii(String text) {
    if (!Span.of(text).ascii()) {
      throw new IllegalArgumentException("'" + text + "' is not ASCII");
    }
  }
}
