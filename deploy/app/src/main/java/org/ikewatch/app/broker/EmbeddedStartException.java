package org.ikewatch.app.broker;

/** A part that runs inside this process cannot start; the message names the remedy. */
public final class EmbeddedStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmbeddedStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
