package org.ikewatch.streams;

/** An earlier version left state that this one cannot read; an operator has to decide. */
public final class FormerStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FormerStateException(String message) {
    super(message);
  }
}
