package org.ikewatch.ingest.catalogue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.CatalogueEntry;

/** Reads message catalogues written in YAML. */
public final class CatalogueLoader {
  private static final String OWN = "/org/ikewatch/ingest/audit/catalogue.yaml";

  private CatalogueLoader() {}

  /** One entry as written; level and source are for its readers. */
  private record Entry(
      String signal,
      String level,
      String source,
      List<String> texts,
      Map<String, String> attributes) {
    CatalogueEntry toEntry() {
      return new CatalogueEntry(signal, texts, attributes == null ? Map.of() : attributes);
    }
  }

  private record Document(List<String> prefixes, List<Entry> entries) {}

  /** The catalogue that comes with the product. */
  public static Catalogue standard() {
    try (InputStream yaml = CatalogueLoader.class.getResourceAsStream(OWN)) {
      return read(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The catalogue in this stream.
   *
   * @throws IOException where it is not a catalogue
   * @throws IllegalArgumentException where one of its templates is wrong
   */
  public static Catalogue read(InputStream yaml) throws IOException {
    Document document =
        YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readValue(yaml, Document.class);
    return Catalogue.of(
        document.prefixes(), document.entries().stream().map(Entry::toEntry).toList());
  }
}
