package org.ikewatch.streams.topology;

/** Every name in the topology. A changed name loses state, so none is left to be generated. */
public final class Names {
  public static final String AUDIT_SOURCE = "audit-source";
  public static final String CORRELATE = "correlate";
  public static final String INCIDENTS_SINK = "incidents-sink";
  public static final String DEADLETTERS_SINK = "deadletters-sink";

  /** The records within the grace, as received: host, zero byte, number of arrival. */
  public static final String WINDOW_STORE = "audit-window";

  /** What the records before the grace came to, a host an entry. */
  public static final String CHECKPOINT_STORE = "host-checkpoint";

  /** What is published of each trouble that is not over: host, zero byte, incident id. */
  public static final String LEDGER_STORE = "incident-ledger";

  private Names() {}
}
