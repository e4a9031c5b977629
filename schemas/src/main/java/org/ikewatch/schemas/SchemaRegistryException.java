package org.ikewatch.schemas;

/** The registry refused, or could not be reached. */
public final class SchemaRegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final boolean retriable;

  /**
   * @param retriable whether the same call may go through later: an unreachable registry is, a
   *     refused schema is not
   */
  public SchemaRegistryException(String message, boolean retriable, Throwable cause) {
    super(message, cause);
    this.retriable = retriable;
  }

  /** Whether the same call may go through later. */
  public boolean retriable() {
    return retriable;
  }
}
