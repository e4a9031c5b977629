package org.ikewatch.sink.incidents;

/** What becomes of the revisions of an incident while it belongs to a roll-up. */
public enum Children {
  /** They are delivered beside the roll-up. */
  DELIVER,
  /** They are not delivered: the roll-up is, in their place. */
  SKIP,
  /**
   * The first one is delivered as if the incident were withdrawn, and the others are not: an alarm
   * raised before it joined its roll-up would stay for ever.
   */
  WITHDRAW
}
