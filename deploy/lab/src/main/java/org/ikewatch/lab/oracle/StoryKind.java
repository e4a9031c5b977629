package org.ikewatch.lab.oracle;

/** What can happen between a host and a peer. */
public enum StoryKind {
  /** A negotiation of both phases that succeeds. */
  HEALTHY(false),
  /** A second Quick Mode or child on an SA in force that succeeds. */
  HEALTHY_CHILD(false),
  MM_TIMEOUT(true),
  MM_TIMEOUT_PROCESSING_FAILED(true),
  MM_PROCESSING_FAILED(true),
  QM_REFUSED(true),
  QM_TIMEOUT(true),
  QM_REFUSED_DELETED(true),
  P1_SILENT(true),
  P1_SILENT_NAMED(true),
  P1_SILENT_WAITING(true),
  P1_SILENT_WAITING_BARE(true),
  P1_MISMATCH(true),
  P1_WRONG_KEY(true),
  P1_NO_CONFIGURATION(true),
  P1_OVER_OLD_SA(true),
  P1_AUTHENTICATION(true),
  P2_TIMEOUT(true),
  P2_REFUSED(true),
  P2_NO_SELECTOR(true),
  FIRST_CHILD_REFUSED(true),
  LATER_CHILD_REFUSED(true),
  /** A new IKE SA, a child refused on it, and only then the end of the old one. */
  REKEY_CHILD_REFUSED(true),
  /** The peer's attempt succeeds while ours fails. */
  CROSSING(true),
  /** A new SA replaces the old one. */
  REKEY(false),
  /** Both ends rekey at once: two new SAs come up, one of them and the old one end. */
  REKEY_COLLISION(false),
  /** The peer refuses a rekey of the IKE SA. */
  REKEY_REFUSED(false),
  LIFETIME(false),
  /** PFS: the SA is deleted after each Quick Mode that succeeds. */
  MAXQM_ONE(false),
  MAXQM_REACHED(false),
  INITIAL_CONTACT(false),
  OPERATOR_DELETE(false),
  PEER_DELETE(false),
  DEAD_PEER(false),
  STALE_PEER(false),
  /** Records that no negotiation of ours wrote. */
  SCANNER(false),
  /** A negotiation cut off by a restart of the daemon. */
  KILLED_ATTEMPT(false);

  private final boolean failure;

  StoryKind(boolean failure) {
    this.failure = failure;
  }

  /** Whether a negotiation of the host fails in it. */
  public boolean isFailure() {
    return failure;
  }
}
