package org.ikewatch.bench.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.ikewatch.bench.fleet.FleetRecord;
import org.ikewatch.bench.fleet.Kind;

/** A parsed record as Esper and Flink take it: a bean with what their detections need. */
public final class PeerEvent {
  private final String host;
  private final String peer;
  private final int kind;
  private final long time;

  PeerEvent(String host, String peer, Kind kind, long time) {
    this.host = host;
    this.peer = peer;
    this.kind = kind.code();
    this.time = time;
  }

  static List<PeerEvent> read(Iterator<FleetRecord> fleet) {
    List<PeerEvent> events = new ArrayList<>();
    while (fleet.hasNext()) {
      FleetRecord record = fleet.next();
      events.add(
          new PeerEvent(record.host(), record.peer(), record.kind(), record.at().toEpochMilli()));
    }
    return events;
  }

  /** The host that wrote it. */
  public String getHost() {
    return host;
  }

  /** The peer that it is about. */
  public String getPeer() {
    return peer;
  }

  /** The {@link Kind}'s code. */
  public int getKind() {
    return kind;
  }

  /** Milliseconds since the epoch. */
  public long getTime() {
    return time;
  }

  String pair() {
    return host + " " + peer;
  }
}
