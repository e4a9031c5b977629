package org.ikewatch.streams.negotiation;

import java.util.Optional;

/**
 * Which product family and IKE version writes: it decides whether a Quick Mode failure removes the
 * ISAKMP SA (A0200 pp. 174-175, A0302 p. 127).
 */
public enum Dialect {
  /** A.01 and A.02: HP-UX deletes the MM SA when a Quick Mode on it fails. */
  A02,
  /** A.03 with IKEv1: the SA stays when a Quick Mode fails. */
  A03_IKEV1,
  /** A.03 with IKEv2: the SA is deleted when the first pair of child SAs fails. */
  A03_IKEV2;

  /**
   * The dialect in which a record is written.
   *
   * @param product the inventory's product version, which decides between A.02 and A.03
   * @param before the dialect of the record before, for texts that all families share
   */
  public static Dialect of(Signal signal, Optional<String> product, Dialect before) {
    boolean old = product.map(Dialect::beforeA03).orElse(false);
    return switch (signal.words()) {
      case HP -> product.isPresent() && !old ? A03_IKEV1 : A02;
      case IKEV1 -> old ? A02 : A03_IKEV1;
      case IKEV2 -> A03_IKEV2;
      case ANY -> before;
    };
  }

  /**
   * Whether the product deletes the SA when a Quick Mode (child) on it fails.
   *
   * @param childUp whether one succeeded on it before
   */
  boolean deletesSaAfterQuickModeFailure(boolean childUp) {
    return switch (this) {
      case A02 -> true;
      case A03_IKEV1 -> false;
      case A03_IKEV2 -> !childUp;
    };
  }

  /** Whether a host of this product version, if it is known, may speak IKEv2. */
  public static boolean maySpeakIkev2(Optional<String> product) {
    return product.filter(Dialect::beforeA03).isEmpty();
  }

  private static boolean beforeA03(String product) {
    return product.startsWith("A.01") || product.startsWith("A.02");
  }
}
