package org.ikewatch.app.operations;

import java.util.Locale;
import org.ikewatch.streams.CorrelatorStatus;
import org.ikewatch.streams.RestoreProgress;

/** What the state of Kafka Streams means for a correlator's health. */
public final class CorrelateHealth {
  private CorrelateHealth() {}

  /**
   * A correlator is ready once all its partitions are assigned and restored. While they are not it
   * is alive: that takes as long as the state is large, and a restart would begin anew.
   */
  public static Health of(CorrelatorStatus correlator) {
    String client = "the Kafka Streams client is " + correlator.state();
    if (!correlator.isAlive()) {
      return new Health(false, false, client + ": restart the process, its log has the error");
    }
    return correlator.isReady()
        ? Health.GOOD
        : new Health(false, client + restoring(correlator.restore()));
  }

  private static String restoring(RestoreProgress restore) {
    return restore.restoringPartitions() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ": %d changelog partitions are being restored, %d records remain",
            restore.restoringPartitions(),
            restore.remainingRecords());
  }
}
