package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** One file of a spool, as far as it is on disk. Safe for use by several threads. */
final class Segment {
  private static final String SUFFIX = ".spool";

  private final Path file;
  private final long first;
  private final AtomicLong lines = new AtomicLong();
  private final Set<Long> skipped = ConcurrentHashMap.newKeySet();
  private volatile Extent extent;

  /**
   * How much of the file can be read.
   *
   * @param length in bytes
   * @param last the number of the last entry; one less than the first where there is none
   */
  record Extent(long length, long last) {}

  /**
   * A file that is still to be written.
   *
   * @param first the number of its first entry
   */
  Segment(Path directory, long first) {
    this(directory.resolve(String.format(Locale.ROOT, "%016d%s", first, SUFFIX)), first, 0);
  }

  private Segment(Path file, long first, long length) {
    this.file = file;
    this.first = first;
    this.extent = new Extent(length, first - 1);
  }

  /** The files of a directory, in the order in which they were written. */
  static List<Segment> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().flatMap(file -> of(file).stream()).toList();
    }
  }

  private static Optional<Segment> of(Path file) {
    String name = file.getFileName().toString();
    if (!name.matches("\\d{16}\\" + SUFFIX)) {
      return Optional.empty();
    }
    return Optional.of(new Segment(file, Long.parseLong(name.substring(0, 16)), 0));
  }

  Path file() {
    return file;
  }

  long first() {
    return first;
  }

  Extent extent() {
    return extent;
  }

  /** More is on disk. */
  void extend(long length, long last, long addedLines) {
    lines.addAndGet(addedLines);
    extent = new Extent(length, last);
  }

  /** Lines of it that are not done with. */
  long lines() {
    return lines.get();
  }

  /** Lines of it are done with. */
  void release(int released) {
    lines.addAndGet(-released);
  }

  /** Whether damage at this place is met for the first time. */
  boolean isNewDamage(long place) {
    return skipped.add(place);
  }
}
