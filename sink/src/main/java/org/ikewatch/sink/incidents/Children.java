package org.ikewatch.sink.incidents;

/** What becomes of the revisions of an incident while it belongs to a roll-up. */
public enum Children {
  /** They are delivered beside the roll-up. */
  DELIVER,
  /**
   * The roll-up is delivered in their place: the first one is delivered as if the incident were
   * withdrawn, for what was raised before it joined its roll-up would stay for ever, and the others
   * are not. Nothing is delivered of an incident that belonged to its roll-up from the beginning.
   */
  WITHDRAW
}
