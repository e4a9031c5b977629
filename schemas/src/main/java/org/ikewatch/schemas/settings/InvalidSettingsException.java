package org.ikewatch.schemas.settings;

import java.util.List;

/** The settings cannot be used. Carries every error at once. */
public final class InvalidSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> errors;

  /**
   * @param errors one sentence each: the key, what is wrong, and the remedy
   */
  public InvalidSettingsException(List<String> errors) {
    super(String.join("; ", errors));
    this.errors = List.copyOf(errors);
  }

  /** One sentence for each error, beginning with the key. */
  public List<String> errors() {
    return errors;
  }
}
