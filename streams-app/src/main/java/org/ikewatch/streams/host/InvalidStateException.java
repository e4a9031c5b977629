package org.ikewatch.streams.host;

/** State at rest cannot be read: it is damaged, or of another version. Permanent. */
public final class InvalidStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidStateException(String message) {
    super(message);
  }
}
