package org.ikewatch.ingest.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ikewatch.ingest.audit.AuditLine;
import org.ikewatch.ingest.audit.AuditRecordAssembler;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.syslog.Writer;

/** The streams that came up lately, the unfinished ones apart. Not safe for several threads. */
final class Streams {
  /** Gets the lines of an unfinished record. */
  interface Heir {
    void inherit(Writer writer, List<AuditLine> lines);
  }

  private final int most;
  private final AtomicInteger open;
  private final Function<Writer, Stream> opener;
  private final Map<Writer, Stream> streams = new HashMap<>();

  /** In the order in which they began, or were found to be of use since. */
  private final Set<Stream> byAge = new LinkedHashSet<>();

  /** Those that have come to wait; whether they still do is looked at now and then. */
  private final List<Stream> waiting = new ArrayList<>();

  private int unfinished;

  /**
   * No streams so far.
   *
   * @param most how many all together may have; beyond it, one of ours that was not used for long
   *     is given up for a new one
   * @param open how many all together have
   */
  Streams(int most, AtomicInteger open, Function<Writer, Stream> opener) {
    this.most = most;
    this.open = open;
    this.opener = opener;
  }

  /** The stream of this key, with its host as this directory knows it. */
  Stream get(Writer writer, HostDirectory hosts) {
    Stream stream = streams.get(writer);
    if (stream == null) {
      if (open.get() >= most && !streams.isEmpty()) {
        giveUpEldest();
      }
      stream = opener.apply(writer);
      streams.put(writer, stream);
      open.incrementAndGet();
      byAge.add(stream);
    } else {
      stream.use();
    }
    stream.resolve(hosts);
    return stream;
  }

  private void giveUpEldest() {
    Stream eldest = removeFirst();
    while (eldest.wasUsed()) {
      byAge.add(eldest);
      eldest = removeFirst();
    }
    streams.remove(eldest.writer());
    open.decrementAndGet();
    eldest.assembler().flush();
    note(eldest);
  }

  private Stream removeFirst() {
    Iterator<Stream> first = byAge.iterator();
    Stream stream = first.next();
    first.remove();
    return stream;
  }

  void accept(Stream stream, AuditLine line) {
    stream.assembler().accept(line);
    note(stream);
    if (stream.isWaiting() && stream.list()) {
      if (waiting.size() >= 2 * most) {
        dismissFinished();
      }
      waiting.add(stream);
    }
  }

  private void note(Stream stream) {
    if (stream.waitingChanged()) {
      unfinished += stream.isWaiting() ? 1 : -1;
    }
  }

  /** Takes the stream out, with the lines of its unfinished record. */
  List<AuditLine> release(Writer writer) {
    Stream stream = streams.remove(writer);
    if (stream == null) {
      return List.of();
    }
    open.decrementAndGet();
    byAge.remove(stream);
    List<AuditLine> lines = stream.assembler().release();
    note(stream);
    return lines;
  }

  /** Leaves the lines of the unfinished records of these streams to this heir. */
  void bequeath(Predicate<AuditRecordAssembler> which, Heir heir) {
    for (Stream stream : waiting) {
      if (stream.isWaiting() && which.test(stream.assembler())) {
        heir.inherit(stream.writer(), stream.assembler().release());
      }
    }
    dismissFinished();
  }

  /** Hands on the records that have waited long enough for another line. */
  void expire(long now) {
    waiting.forEach(stream -> stream.assembler().expire(now));
    dismissFinished();
  }

  /** Hands on every unfinished record. */
  void flush() {
    waiting.forEach(stream -> stream.assembler().flush());
    dismissFinished();
  }

  private void dismissFinished() {
    waiting.removeIf(
        stream -> {
          note(stream);
          return !stream.isWaiting() && stream.unlist();
        });
  }

  /**
   * When the oldest of the lines arrived that wait for more; {@link Long#MAX_VALUE} where none do.
   * Looks at all that wait.
   */
  long oldestArrival() {
    long oldest = Long.MAX_VALUE;
    for (Stream stream : waiting) {
      oldest = Math.min(oldest, stream.assembler().oldestArrival());
    }
    return oldest;
  }

  /** Gives up all of them; none waits any more. */
  void close() {
    open.addAndGet(-streams.size());
    streams.clear();
    byAge.clear();
  }

  boolean areFinished() {
    return unfinished == 0;
  }
}
