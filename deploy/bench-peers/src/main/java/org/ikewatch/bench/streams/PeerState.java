package org.ikewatch.bench.streams;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.ikewatch.bench.fleet.Kind;

/**
 * All that the two detections need to know of a host and a peer.
 *
 * @param up whether an SA is in force
 * @param childFailed whether a child failed since it was established
 * @param phase1Failures failures of phase 1 without an SA in force
 * @param triggeredDeletes SAs that ended after a child had failed
 */
public record PeerState(boolean up, boolean childFailed, int phase1Failures, int triggeredDeletes) {
  static final PeerState NEW = new PeerState(false, false, 0, 0);
  private static final int BYTES = 10;

  PeerState with(Kind kind) {
    return switch (kind) {
      case CONTEXT -> this;
      case SA_UP -> new PeerState(true, false, phase1Failures, triggeredDeletes);
      case PHASE1_FAILED ->
          up ? this : new PeerState(false, false, phase1Failures + 1, triggeredDeletes);
      case CHILD_FAILED -> new PeerState(up, up, phase1Failures, triggeredDeletes);
      case SA_ENDED ->
          new PeerState(
              false, false, phase1Failures, triggeredDeletes + (up && childFailed ? 1 : 0));
    };
  }

  /** What two sessions that are one have seen; the later one knows how it is now. */
  PeerState merge(PeerState later) {
    return new PeerState(
        later.up,
        later.childFailed,
        phase1Failures + later.phase1Failures,
        triggeredDeletes + later.triggeredDeletes);
  }

  private byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .put((byte) (up ? 1 : 0))
        .put((byte) (childFailed ? 1 : 0))
        .putInt(phase1Failures)
        .putInt(triggeredDeletes)
        .array();
  }

  private static PeerState of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new PeerState(in.get() == 1, in.get() == 1, in.getInt(), in.getInt());
  }

  static Serde<PeerState> serde() {
    return Serdes.serdeFrom(
        (topic, state) -> state == null ? null : state.toBytes(),
        (topic, bytes) -> bytes == null ? null : of(bytes));
  }
}
