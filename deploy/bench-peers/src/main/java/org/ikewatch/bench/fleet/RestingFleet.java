package org.ikewatch.bench.fleet;

import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.ikewatch.app.simulate.ShippedLine;

/** One SA of every pair comes up, and nothing else happens. */
public final class RestingFleet implements Iterator<FleetRecord> {
  private final FleetShape shape;
  private final Instant begin;
  private int written;

  /**
   * @param begin when the first SA comes up
   */
  public RestingFleet(FleetShape shape, Instant begin) {
    this.shape = shape;
    this.begin = begin;
  }

  /** The number of records. */
  public int count() {
    return shape.hosts() * shape.peers();
  }

  @Override
  public boolean hasNext() {
    return written < count();
  }

  @Override
  public FleetRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int host = written % shape.hosts();
    int peer = written / shape.hosts();
    FleetPair pair = new FleetPair(host, peer, host * shape.peers() + peer, false);
    Instant at = begin.plusSeconds(written / shape.perSecond());
    Dialect.Text text = pair.established();
    written++;
    String header = ShippedLine.header(1 + peer, text.level(), at);
    String event = pair.fill(text.text(), written);
    return new FleetRecord(
        pair.host(),
        pair.peer(),
        text.kind(),
        at,
        ShippedLine.syslog(at, pair.host(), header + " Event: " + event));
  }
}
