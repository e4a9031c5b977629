package org.ikewatch.ingest.inventory;

import java.util.List;

/** An inventory is wrong and nothing of it applies. Carries every error, with its line and key. */
public final class InvalidInventoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> errors;

  public InvalidInventoryException(List<String> errors) {
    super(String.join("; ", errors));
    this.errors = List.copyOf(errors);
  }

  /** One sentence for each error, such as {@code line 3, hosts[0].timezone: ...}. */
  public List<String> errors() {
    return errors;
  }
}
