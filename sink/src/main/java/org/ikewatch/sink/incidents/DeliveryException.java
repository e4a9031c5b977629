package org.ikewatch.sink.incidents;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A delivery did not go through. */
public abstract sealed class DeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DeliveryException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The destination is away or busy: the same batch may go through later. */
  public static final class Retriable extends DeliveryException {
    private static final long serialVersionUID = 1L;

    private final Duration notBefore;

    public Retriable(String message, Throwable cause) {
      this(message, cause, Duration.ZERO);
    }

    /**
     * A destination that says when to come back.
     *
     * @param notBefore how long it wants to be left alone; zero where it does not say
     */
    public Retriable(String message, Throwable cause, Duration notBefore) {
      super(message, cause);
      this.notBefore = notBefore;
    }

    /** How long the destination wants to be left alone; zero where it does not say. */
    public Duration notBefore() {
      return notBefore;
    }
  }

  /**
   * The destination refuses us, whatever the content: a wrong password, a withdrawn token. A person
   * has to mend it; until then every incident waits.
   */
  public static final class Denied extends DeliveryException {
    private static final long serialVersionUID = 1L;

    public Denied(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The destination refuses this content, now and later. */
  public static final class Permanent extends DeliveryException {
    private static final long serialVersionUID = 1L;

    private final transient SortedMap<Integer, String> refused;

    public Permanent(String message, Throwable cause) {
      this(message, cause, Map.of());
    }

    /**
     * Some of a batch are refused, and it is known which; none of them all counts as delivered.
     *
     * @param refused why, by the place in the batch, from 0
     */
    public Permanent(String message, Throwable cause, Map<Integer, String> refused) {
      super(message, cause);
      this.refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    /** Which of the batch are refused and why; empty where that is not known. */
    SortedMap<Integer, String> refused() {
      return refused;
    }
  }
}
