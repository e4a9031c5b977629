package org.ikewatch.ingest.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Function<Writer, Stream> opener;
  private final Map<Writer, Stream> streams = new HashMap<>();

  /** In the order in which they began, or were found to be of use since. */
  private final Set<Stream> byAge = new LinkedHashSet<>();

  private final Set<Stream> waiting = new LinkedHashSet<>();

  /**
   * No streams so far.
   *
   * @param most how many there may be; beyond it, one that was not used for long is given up
   */
  Streams(int most, Function<Writer, Stream> opener) {
    this.most = most;
    this.opener = opener;
  }

  /** The stream of this key, with its host as this directory knows it. */
  Stream get(Writer writer, HostDirectory hosts) {
    Stream stream = streams.get(writer);
    if (stream == null) {
      if (streams.size() >= most) {
        giveUpEldest();
      }
      stream = opener.apply(writer);
      streams.put(writer, stream);
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
    eldest.assembler().flush();
    waiting.remove(eldest);
  }

  private Stream removeFirst() {
    Iterator<Stream> first = byAge.iterator();
    Stream stream = first.next();
    first.remove();
    return stream;
  }

  void accept(Stream stream, AuditLine line) {
    stream.assembler().accept(line);
    if (stream.waitingChanged()) {
      if (stream.isWaiting()) {
        waiting.add(stream);
      } else {
        waiting.remove(stream);
      }
    }
  }

  /** Takes the stream out, with the lines of its unfinished record. */
  List<AuditLine> release(Writer writer) {
    Stream stream = streams.remove(writer);
    if (stream == null) {
      return List.of();
    }
    byAge.remove(stream);
    waiting.remove(stream);
    return stream.assembler().release();
  }

  /** Leaves the lines of the unfinished records of these streams to this heir. */
  void bequeath(Predicate<AuditRecordAssembler> which, Heir heir) {
    for (Stream stream : waiting) {
      if (which.test(stream.assembler())) {
        heir.inherit(stream.writer(), stream.assembler().release());
      }
    }
    dismissFinished();
  }

  /** Hands on the records that have waited long enough for another line. */
  void expire(long now) {
    if (waiting.isEmpty()) {
      return;
    }
    for (Stream stream : waiting) {
      stream.assembler().expire(now);
    }
    dismissFinished();
  }

  /** Hands on every unfinished record. */
  void flush() {
    for (Stream stream : new ArrayList<>(waiting)) {
      stream.assembler().flush();
    }
    dismissFinished();
  }

  private void dismissFinished() {
    waiting.removeIf(stream -> stream.waitingChanged() && !stream.isWaiting());
  }

  boolean areFinished() {
    return waiting.isEmpty();
  }
}
