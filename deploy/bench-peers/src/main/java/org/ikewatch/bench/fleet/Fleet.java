package org.ikewatch.bench.fleet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Random;
import org.ikewatch.app.simulate.ShippedLine;

/**
 * The records of a fleet in the order in which they are written. The same shape gives the same
 * records; each host counts its records in {@code Msg}.
 */
public final class Fleet implements Iterator<FleetRecord> {
  private static final Instant BEGIN = Instant.parse("2026-03-15T07:14:18Z");
  private static final long SEED = 20_260_315;

  private final FleetShape shape;
  private final long count;
  private final Instant begin;
  private final Random random = new Random(SEED);
  private final FleetPair[] pairs;
  private final long[] msg;
  private final Detections detections = new Detections();
  private long written;
  private int closing;

  /** A fleet that writes about this many records, always the same. */
  public Fleet(FleetShape shape, long count) {
    this(shape, count, BEGIN);
  }

  /** The same fleet at another time. */
  public Fleet(FleetShape shape, long count, Instant begin) {
    this.begin = begin.truncatedTo(ChronoUnit.SECONDS);
    this.shape = shape;
    this.count = count;
    this.pairs = new FleetPair[shape.hosts() * shape.peers()];
    this.msg = new long[shape.hosts()];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new FleetPair(i / shape.peers(), i % shape.peers(), i, shape.failing());
    }
  }

  /** After the last one, the negotiations that have begun come to their ends. */
  @Override
  public boolean hasNext() {
    while (written >= count && closing < pairs.length && !pairs[closing].isUnderWay()) {
      closing++;
    }
    return written < count || closing < pairs.length;
  }

  @Override
  public FleetRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Instant at = begin.plusSeconds(written / shape.perSecond());
    FleetPair pair = pairs[written < count ? random.nextInt(pairs.length) : closing];
    Dialect.Text text =
        written < count && random.nextInt(100) < shape.contextPercent()
            ? Dialect.CONTEXT.get(random.nextInt(Dialect.CONTEXT.size()))
            : pair.next(random, detections);
    String event = pair.fill(text.text(), written);
    String header = ShippedLine.header(++msg[pair.hostNumber()], text.level(), at);
    written++;
    return new FleetRecord(
        pair.host(),
        pair.peer(),
        text.kind(),
        at,
        ShippedLine.syslog(at, pair.host(), header + " Event: " + event));
  }

  /** Records so far. */
  public long written() {
    return written;
  }

  /** What there was to detect in the records so far. */
  public Detections detections() {
    return detections;
  }

  /** A fleet whose last record is written about now: a topic keeps no older ones than it must. */
  public static Fleet endingAt(Instant now, FleetShape shape, long count) {
    return new Fleet(shape, count, now.minusSeconds(count / shape.perSecond()));
  }

  /** The time of the last record so far. */
  public Instant end() {
    return begin.plusSeconds(written / shape.perSecond());
  }
}
