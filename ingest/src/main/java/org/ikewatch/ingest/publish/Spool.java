package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.ikewatch.ingest.IngestMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue on disk: batches are appended behind, entries are read and acknowledged in front. What
 * was appended survives the process, and the machine as far as its disk does what it says.
 *
 * <p>One thread appends and tidies up, any may read and acknowledge.
 */
final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private final Path directory;
  private final long segmentBytes;
  private final IngestMetrics metrics;
  private final SpoolLock lock;
  private final CursorFile cursor;
  private final ConcurrentNavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
  private final Acks acks;
  private Optional<SegmentWriter> writer = Optional.empty();
  private long cursorWritten;
  private volatile long next;
  private final AtomicLong bytes = new AtomicLong();

  private Spool(Path directory, long segmentBytes, IngestMetrics metrics, SpoolLock lock)
      throws IOException {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.metrics = metrics;
    this.lock = lock;
    this.cursor = new CursorFile(directory);
    this.cursorWritten = cursor.read();
    this.next = cursorWritten;
    for (Segment segment : Segment.in(directory)) {
      recover(segment);
    }
    this.acks = new Acks(segments.isEmpty() ? next : Math.max(cursorWritten, firstKept()));
  }

  /**
   * Opens the spool in this directory, which is made where it is missing, and takes up what an
   * earlier process left in it. Reads all of that once, to know that it can be read.
   *
   * @param segmentBytes when a file is long enough, in bytes; the space of acknowledged entries
   *     comes free by files
   * @throws SpoolException where the directory cannot be used, or is in use
   */
  static Spool open(Path directory, long segmentBytes, IngestMetrics metrics) {
    try {
      Files.createDirectories(directory);
      SpoolLock lock = SpoolLock.take(directory);
      try {
        return new Spool(directory, segmentBytes, metrics, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw SpoolException.unusable(directory, e);
    }
  }

  private long firstKept() {
    return segments.firstKey();
  }

  private void recover(Segment segment) throws IOException {
    long length = Files.size(segment.file());
    long last = segment.first() - 1;
    long lines = 0;
    try (EntryReader reader = new EntryReader(segment.file(), (at, n) -> damaged(segment, at, n))) {
      for (var entry = reader.next(length); entry.isPresent(); entry = reader.next(length)) {
        last = entry.get().sequence();
        lines += last < cursorWritten ? 0 : entry.get().out().lines();
      }
    }
    segment.extend(length, last, lines);
    bytes.addAndGet(length);
    segments.put(segment.first(), segment);
    metrics.recovered(lines);
    // A number that was given away is not used again, whether or not its entry can be read.
    next = Math.max(next, Math.max(segment.first(), last) + 1);
  }

  void damaged(Segment segment, long place, long bytes) {
    if (segment.isNewDamage(place)) {
      metrics.spoolDamaged(bytes);
      LOG.atWarn()
          .addKeyValue("file", segment.file())
          .addKeyValue("place", place)
          .addKeyValue("bytes", bytes)
          .log("A torn or damaged part of the spool is skipped");
    }
  }

  /**
   * Appends all of these, in their order; they are on disk when this returns. Where it fails, none
   * of them counts as appended.
   *
   * @return the number of the first of them; those of the others follow on it
   */
  long append(List<Outgoing> batch) throws IOException {
    SegmentWriter to = writer.isPresent() ? writer.get() : newWriter();
    long first = next;
    long sequence = first;
    long lines = 0;
    try {
      for (Outgoing out : batch) {
        to.write(sequence++, out);
        lines += out.lines();
      }
      to.synchronize();
    } catch (IOException | RuntimeException e) {
      to.abandon();
      writer = Optional.empty();
      // Should the disk keep some of it nevertheless, it is not taken for what follows.
      next = sequence;
      throw e;
    }
    metrics.spooled(lines);
    bytes.addAndGet(to.length() - to.segment().extent().length());
    to.segment().extend(to.length(), sequence - 1, lines);
    segments.put(to.segment().first(), to.segment());
    next = sequence;
    if (to.length() >= segmentBytes) {
      finish(to);
    }
    return first;
  }

  private void finish(SegmentWriter full) {
    writer = Optional.empty();
    try {
      full.close();
    } catch (IOException e) {
      // Everything in it is synchronized.
      LOG.atDebug().setCause(e).log("A spool segment did not close cleanly");
    }
  }

  private SegmentWriter newWriter() throws IOException {
    SegmentWriter made = SegmentWriter.create(new Segment(directory, next));
    writer = Optional.of(made);
    return made;
  }

  /** Reads from the first entry that is not acknowledged. */
  SpoolReader reader() {
    return new SpoolReader(this);
  }

  Acks acks() {
    return acks;
  }

  /** The number that the next entry appended gets. */
  long end() {
    return next;
  }

  /** The segment after the one that begins with this number; -1 gives the first. */
  Optional<Segment> segmentAfter(long first) {
    return Optional.ofNullable(segments.higherEntry(first)).map(Map.Entry::getValue);
  }

  /** The broker has this entry, or never will. */
  void acknowledged(long sequence, int lines) {
    segments.floorEntry(sequence).getValue().release(lines);
    metrics.drained(lines);
    acks.done(sequence);
  }

  /** Whether every entry is acknowledged. */
  boolean isEmpty() {
    return acks.firstOpen() >= next;
  }

  /** Lines in it that are not acknowledged. */
  long lines() {
    return segments.values().stream().mapToLong(Segment::lines).sum();
  }

  /** The size of its files. */
  long bytes() {
    return bytes.get();
  }

  /** Notes how far the acknowledgements have come, and deletes the files they have passed. */
  void tidy() throws IOException {
    long firstOpen = acks.firstOpen();
    if (firstOpen != cursorWritten) {
      cursor.write(firstOpen);
      cursorWritten = firstOpen;
    }
    for (Segment segment : segments.values()) {
      if (segment.extent().last() >= firstOpen) {
        return;
      }
      writer.filter(last -> last.segment() == segment).ifPresent(this::finish);
      Files.deleteIfExists(segment.file());
      segments.remove(segment.first());
      bytes.addAndGet(-segment.extent().length());
      if (segment.lines() > 0) {
        metrics.drained(segment.lines());
        metrics.dropped(DropReason.SPOOL_DAMAGED.name(), segment.lines());
      }
    }
  }

  /** Lets go of the directory; what is in it stays. */
  @Override
  public void close() throws IOException {
    try (lock) {
      tidy();
      writer.ifPresent(this::finish);
    }
  }
}
