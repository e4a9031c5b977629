package org.ikewatch.app.dlq;

/** What became of a letter that was to be sent again. */
public sealed interface Fate {
  /**
   * It is done with, and not offered again.
   *
   * @param how such as "delivered to hook"; "would be" may stand before it
   */
  record Done(String how) implements Fate {}

  /** Whoever could not use it cannot use it now either. */
  record Refused(String why) implements Fate {}

  /** There is no way back for it. */
  record Unsendable(String why) implements Fate {}

  /** Who should get it cannot be reached now. */
  record Away(String why) implements Fate {}
}
