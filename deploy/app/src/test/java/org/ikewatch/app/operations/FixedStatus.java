package org.ikewatch.app.operations;

import org.ikewatch.streams.CorrelatorStatus;
import org.ikewatch.streams.RestoreProgress;
import org.ikewatch.streams.topology.PartitionStats;

/** What a correlator in this state of its Streams client reports. */
record FixedStatus(
    String state, PartitionStats stats, RestoreProgress restore, long replacedThreads)
    implements CorrelatorStatus {
  static FixedStatus in(String state) {
    return new FixedStatus(state, new PartitionStats(), new RestoreProgress(), 0);
  }

  @Override
  public boolean isAlive() {
    return !state.equals("ERROR") && !state.equals("NOT_RUNNING");
  }

  @Override
  public boolean isReady() {
    return state.equals("RUNNING");
  }
}
