package org.ikewatch.sink.settings;

import java.util.List;

/** The settings are wrong. Carries every error at once, each naming its key. */
public final class InvalidSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> errors;

  public InvalidSettingsException(List<String> errors) {
    super(String.join("; ", errors));
    this.errors = List.copyOf(errors);
  }

  /** One sentence for each error, beginning with the key. */
  public List<String> errors() {
    return errors;
  }
}
