package org.ikewatch.streams.topology;

import java.util.List;

/** Every name in the topology. A changed name loses state, so none is left to be generated. */
public final class Names {
  public static final String AUDIT_SOURCE = "audit-source";
  public static final String CORRELATE = "correlate";
  public static final String INCIDENTS_SINK = "incidents-sink";
  public static final String DEADLETTERS_SINK = "deadletters-sink";

  /** A header a host. */
  public static final String HOST_STORE = "host";

  /** Negotiations and problems, an entry each a host and peer. */
  public static final String PAIR_STORE = "pair";

  /** Records within the grace, and the memory for duplicates. */
  public static final String RECENT_STORE = "recent";

  /** Stores of versions before 0.2, whose state this version does not read. */
  public static final List<String> FORMER_STORES =
      List.of("audit-window", "host-checkpoint", "incident-ledger");

  private Names() {}
}
