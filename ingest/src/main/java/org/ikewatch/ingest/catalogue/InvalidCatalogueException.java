package org.ikewatch.ingest.catalogue;

import java.nio.file.Path;
import java.util.List;

/** An operator's catalogue is wrong and nothing starts with it. Carries every error at once. */
public final class InvalidCatalogueException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> errors;

  InvalidCatalogueException(Path file, List<String> errors) {
    super(file + ": " + String.join("; ", errors));
    this.errors = List.copyOf(errors);
  }

  /** One sentence for each error, beginning with its place in the file. */
  public List<String> errors() {
    return errors;
  }
}
