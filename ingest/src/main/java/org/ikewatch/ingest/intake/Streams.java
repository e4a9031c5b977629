package org.ikewatch.ingest.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ikewatch.ingest.audit.AuditLine;
import org.ikewatch.ingest.audit.AuditRecordAssembler;
import org.ikewatch.ingest.host.HostDirectory;

/** The streams that came up lately, the unfinished ones apart. Not safe for several threads. */
final class Streams {
  /** Gets the lines of an unfinished record. */
  interface Heir {
    void inherit(StreamKey key, List<AuditLine> lines);
  }

  private final int most;
  private final Function<StreamKey, Stream> opener;
  private final Map<StreamKey, Stream> streams = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Stream> waiting = new LinkedHashSet<>();

  /**
   * No streams so far.
   *
   * @param most how many there may be; beyond it, the one not used for longest is given up
   */
  Streams(int most, Function<StreamKey, Stream> opener) {
    this.most = most;
    this.opener = opener;
  }

  /** The stream of this key, with its host as this directory knows it. */
  Stream get(StreamKey key, HostDirectory hosts) {
    Stream stream = streams.get(key);
    if (stream == null) {
      stream = opener.apply(key);
      streams.put(key, stream);
      if (streams.size() > most) {
        Stream eldest = streams.remove(streams.keySet().iterator().next());
        eldest.assembler().flush();
        waiting.remove(eldest);
      }
    }
    stream.resolve(hosts);
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
  List<AuditLine> release(StreamKey key) {
    Stream stream = streams.remove(key);
    if (stream == null) {
      return List.of();
    }
    waiting.remove(stream);
    return stream.assembler().release();
  }

  /** Leaves the lines of the unfinished records of these streams to this heir. */
  void bequeath(Predicate<AuditRecordAssembler> which, Heir heir) {
    for (Stream stream : waiting) {
      if (which.test(stream.assembler())) {
        heir.inherit(stream.key(), stream.assembler().release());
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
