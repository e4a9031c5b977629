package org.ikewatch.ingest.catalogue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.ingest.audit.Catalogue;

/** Reads message catalogues written in YAML. */
public final class CatalogueLoader {
  private static final String OWN = "/org/ikewatch/ingest/audit/catalogue.yaml";

  private CatalogueLoader() {}

  /** The catalogue that comes with the product. */
  public static Catalogue standard() {
    return standardDocument().compile();
  }

  /**
   * The product's catalogue and an operator's entries behind it. Refuses entries that would read a
   * text of the product's otherwise, or the other way round.
   *
   * @throws InvalidCatalogueException with every error at once
   */
  public static Catalogue standardWith(Path file) {
    CatalogueDocument site = siteDocument(file);
    List<String> errors = new ArrayList<>(site.errors());
    if (errors.isEmpty()) {
      CatalogueDocument standard = standardDocument();
      Catalogue both = standard.and(site).compile();
      errors.addAll(Ambiguities.of(site, both));
      Ambiguities.of(standard, both).stream()
          .map(taken -> "taken from the product's own: " + taken)
          .forEach(errors::add);
      if (errors.isEmpty()) {
        return both;
      }
    }
    throw new InvalidCatalogueException(file, errors);
  }

  private static CatalogueDocument siteDocument(Path file) {
    try (InputStream yaml = Files.newInputStream(file)) {
      return document(yaml);
    } catch (IOException e) {
      throw new InvalidCatalogueException(file, List.of("cannot be read: " + firstLine(e)));
    }
  }

  private static String firstLine(IOException e) {
    return e.toString().lines().findFirst().orElse("");
  }

  static CatalogueDocument standardDocument() {
    try (InputStream yaml = CatalogueLoader.class.getResourceAsStream(OWN)) {
      return document(yaml);
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
    return document(yaml).compile();
  }

  private static CatalogueDocument document(InputStream yaml) throws IOException {
    return YAMLMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build()
        .readValue(yaml, CatalogueDocument.class);
  }
}
