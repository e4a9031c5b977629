package org.ikewatch.ingest.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.CatalogueEntry;

/** A catalogue as it is written. */
record CatalogueDocument(List<String> prefixes, List<Entry> entries) {
  CatalogueDocument {
    prefixes = prefixes == null ? List.of() : List.copyOf(prefixes);
    entries = entries == null ? List.of() : List.copyOf(entries);
  }

  /** One entry; level and source are for its readers. */
  record Entry(
      String signal,
      String level,
      String source,
      List<String> texts,
      Map<String, String> attributes) {
    Entry {
      signal = signal == null ? "" : signal;
      texts = texts == null ? List.of() : List.copyOf(texts);
      attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    }

    CatalogueEntry toEntry() {
      return new CatalogueEntry(signal, texts, attributes);
    }
  }

  /** This one with the entries and prefixes of another behind its own. */
  CatalogueDocument and(CatalogueDocument other) {
    List<String> allPrefixes = new ArrayList<>(prefixes);
    allPrefixes.addAll(other.prefixes);
    List<Entry> allEntries = new ArrayList<>(entries);
    allEntries.addAll(other.entries);
    return new CatalogueDocument(allPrefixes, allEntries);
  }

  /**
   * The compiled form.
   *
   * @throws IllegalArgumentException where a template is wrong
   */
  Catalogue compile() {
    return Catalogue.of(prefixes, entries.stream().map(Entry::toEntry).toList());
  }

  /** What is wrong with the entries, one by one. */
  List<String> errors() {
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      String place = "entries[" + i + "]";
      if (entry.signal().isEmpty()) {
        errors.add(place + ".signal: is missing");
      } else if (!isSignal(entry.signal())) {
        errors.add(
            place
                + ".signal: '"
                + entry.signal()
                + "' is not a name of capitals, digits and underscores");
      }
      if (entry.texts().isEmpty()) {
        errors.add(place + ".texts: is missing");
      }
      for (int j = 0; j < entry.texts().size(); j++) {
        check(place + ".texts[" + j + "] (" + entry.signal() + ")", entry.texts().get(j), errors);
      }
    }
    return errors;
  }

  private static boolean isSignal(String text) {
    return text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
  }

  private static void check(String place, String text, List<String> errors) {
    try {
      var unused = Catalogue.samples(text);
    } catch (IllegalArgumentException e) {
      errors.add(place + ": " + e.getMessage());
    }
  }
}
