package org.ikewatch.ingest.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.ikewatch.ingest.audit.AuditLine;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.syslog.LearnedMemory;
import org.ikewatch.ingest.syslog.SyslogParser;
import org.ikewatch.ingest.syslog.Writer;

/**
 * Makes the intakes of connections, sockets and files, and keeps what one leaves to the others:
 * {@code logger(1)} makes a connection for each line it is told, so the two lines of a record may
 * come over two. Whatever waits in vain is handed on from here.
 *
 * <p>Safe for use by several threads. They meet here only over what is unfinished.
 */
public final class Intakes implements AutoCloseable {
  /** What all senders' header words may take. */
  private static final long LEARNED_BYTES = 32 << 20;

  private final Catalogue catalogue;
  private final Supplier<HostDirectory> directory;
  private final IntakeSettings settings;
  private final IntakeOutput output;
  private final Map<String, SyslogParser> parsers = new LinkedHashMap<>(16, 0.75f, true);
  private final AuditWriters auditWriters;
  private final AtomicInteger openStreams = new AtomicInteger();
  private final LearnedMemory learned = new LearnedMemory(LEARNED_BYTES);
  private final Streams left;

  /** What came of {@link #left} under the lock. */
  private final DeferredOutput deferred;

  /** What is being handed on, without the lock, with a lower bound of its receive times. */
  private final IdentityHashMap<List<Runnable>, Long> onTheirWay = new IdentityHashMap<>();

  private final Set<Intake> open = ConcurrentHashMap.newKeySet();
  private final List<LongSupplier> upstreams = new CopyOnWriteArrayList<>();

  /** Whether {@link #left} has unfinished records; read without the lock, as it seldom has. */
  private volatile boolean unfinished;

  /** No intakes so far. */
  public Intakes(
      Catalogue catalogue,
      Supplier<HostDirectory> directory,
      IntakeSettings settings,
      IntakeOutput output) {
    this.catalogue = catalogue;
    this.directory = directory;
    this.settings = settings;
    this.output = output;
    this.auditWriters = new AuditWriters(settings.maxStreams());
    this.deferred = new DeferredOutput(output);
    this.left = new Intake(this, "TCP", catalogue, directory, settings, deferred).streams();
  }

  /** A new intake for bytes that arrive in this way: UDP, TCP, TLS, RELP or FILE. */
  public Intake open(String transport) {
    Intake intake = intake(transport);
    open.add(intake);
    return intake;
  }

  private Intake intake(String transport) {
    return new Intake(this, transport, catalogue, directory, settings, output);
  }

  /** How many streams all intakes have. */
  AtomicInteger openStreams() {
    return openStreams;
  }

  AuditWriters auditWriters() {
    return auditWriters;
  }

  void closed(Intake intake) {
    open.remove(intake);
  }

  /**
   * Further input that has its receive time and is in no intake yet. What leaves it must be in an
   * intake, or handed on, before it stops being counted here.
   *
   * @param heldSince a lower bound of its receive times, in milliseconds since the epoch; {@link
   *     HeldSince#NOTHING} where there is none
   */
  public void addUpstream(LongSupplier heldSince) {
    upstreams.add(heldSince);
  }

  /**
   * Up to when everything is handed on: whatever is handed on from now on was received at this time
   * or later. Visits every open intake.
   *
   * @param now the time, read before this is called; the watermark where nothing older is held
   */
  public synchronized long lowWatermark(long now) {
    long lowest = now;
    // In the direction in which input moves: what moves on meanwhile is met where it arrives.
    for (LongSupplier upstream : upstreams) {
      lowest = Math.min(lowest, upstream.getAsLong());
    }
    // Lines go from one intake to another, and back, only under the lock that is held here.
    for (Intake intake : open) {
      lowest = Math.min(lowest, intake.heldSince());
    }
    for (long since : onTheirWay.values()) {
      lowest = Math.min(lowest, since);
    }
    return Math.min(lowest, left.oldestArrival());
  }

  /** The parser of this sender's messages, with the words it has learnt. */
  synchronized SyslogParser parserOf(String sender) {
    SyslogParser parser =
        parsers.computeIfAbsent(
            sender,
            address -> new SyslogParser(address, word -> directory.get().knows(word), learned));
    if (parsers.size() > settings.maxStreams()) {
      parsers.remove(parsers.keySet().iterator().next()).forget();
    }
    return parser;
  }

  /** Keeps the lines of an unfinished record for the first intake that has lines of this stream. */
  void leave(Writer writer, List<AuditLine> lines) {
    long since = lines.stream().mapToLong(AuditLine::arrivedAt).min().orElse(Long.MAX_VALUE);
    change(since, () -> add(writer, lines));
  }

  private void add(Writer writer, List<AuditLine> lines) {
    List<AuditLine> all = new ArrayList<>(left.release(writer));
    all.addAll(lines);
    // Connections may be seen to end in another order than their lines were read.
    all.sort(Comparator.comparingLong(AuditLine::arrivedAt));
    Stream stream = left.get(writer, directory.get());
    all.forEach(line -> left.accept(stream, line));
    if (!stream.assembler().isPending()) {
      left.release(writer);
    }
  }

  /**
   * Changes what was left, and publishes the results without the lock, as publishing may block
   * while the broker is unavailable. Until it is done the watermark stays below their receive
   * times.
   *
   * @param since a lower bound of the receive times of what is added
   */
  private void change(long since, Runnable change) {
    List<Runnable> results;
    synchronized (this) {
      long oldest = Math.min(since, left.oldestArrival());
      change.run();
      unfinished = !left.areFinished();
      results = deferred.take();
      onTheirWay.put(results, oldest);
    }
    try {
      results.forEach(Runnable::run);
    } finally {
      synchronized (this) {
        onTheirWay.remove(results);
      }
    }
  }

  /** Gives away the lines of an unfinished record of this stream, if there is one. */
  List<AuditLine> take(Writer writer, Intake taker) {
    return unfinished ? release(writer, taker) : List.of();
  }

  private synchronized List<AuditLine> release(Writer writer, Intake taker) {
    List<AuditLine> lines = left.release(writer);
    taker.claim(lines);
    unfinished = !left.areFinished();
    return lines;
  }

  /** Hands on what was left and has waited long enough. */
  public void expire(long now) {
    if (unfinished) {
      change(Long.MAX_VALUE, () -> left.expire(now));
    }
  }

  /** Hands on whatever was left. */
  @Override
  public void close() {
    change(Long.MAX_VALUE, left::flush);
  }
}
