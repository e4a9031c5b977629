package org.ikewatch.streams.negotiation;

import java.time.Duration;

/**
 * How long an SA may be in force after its establishment: the configured lifetime of the fleet's
 * policies and slack for clocks.
 *
 * @param ikev1 of A.01, A.02 and of A.03 with IKEv1; default 28,800 s (A0300 p. 95)
 * @param ikev2 of A.03 with IKEv2; racoon2's default is 86,400 s
 */
public record SaLifetimes(Duration ikev1, Duration ikev2) {
  private static final Duration SLACK = Duration.ofMinutes(10);

  public static final SaLifetimes DEFAULT =
      new SaLifetimes(Duration.ofHours(8), Duration.ofHours(24));

  public SaLifetimes {
    if (ikev1.compareTo(Duration.ofMinutes(1)) < 0 || ikev2.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("a lifetime of an SA is at least one minute");
    }
  }

  /** The lifetime in this dialect, with slack. */
  public Duration of(Dialect dialect) {
    return (dialect == Dialect.A03_IKEV2 ? ikev2 : ikev1).plus(SLACK);
  }
}
