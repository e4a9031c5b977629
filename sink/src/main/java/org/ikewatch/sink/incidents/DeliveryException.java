package org.ikewatch.sink.incidents;

/** A delivery did not go through. */
public abstract sealed class DeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DeliveryException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The destination is away or busy: the same batch may go through later. */
  public static final class Retriable extends DeliveryException {
    private static final long serialVersionUID = 1L;

    public Retriable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The destination refuses this content, now and later. */
  public static final class Permanent extends DeliveryException {
    private static final long serialVersionUID = 1L;

    public Permanent(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
