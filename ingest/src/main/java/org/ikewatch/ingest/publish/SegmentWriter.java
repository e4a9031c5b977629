package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one segment file. Not safe for use by several threads. */
final class SegmentWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);
  private static final int BUFFER = 1 << 20;

  private final Segment segment;
  private final FileChannel file;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private long length;

  private SegmentWriter(Segment segment, FileChannel file) {
    this.segment = segment;
    this.file = file;
  }

  /** Makes the file, and makes sure that it stays in its directory. */
  static SegmentWriter create(Segment segment) throws IOException {
    FileChannel file =
        FileChannel.open(
            segment.file(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    synchronizeDirectory(segment.file().getParent());
    return new SegmentWriter(segment, file);
  }

  private static void synchronizeDirectory(Path directory) {
    try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
      opened.force(true);
    } catch (IOException e) {
      // Some systems cannot; they look after their directories themselves.
      LOG.atDebug().setCause(e).log("A directory cannot be synchronized");
    }
  }

  Segment segment() {
    return segment;
  }

  /** Bytes written, the buffered ones included. */
  long length() {
    return length;
  }

  /** Adds an entry; it need not be on disk yet. */
  void write(long sequence, Outgoing out) throws IOException {
    int size = EntryFormat.size(out);
    if (size > buffer.remaining()) {
      flush();
      if (size > buffer.capacity()) {
        buffer = ByteBuffer.allocateDirect(size);
      }
    }
    int start = buffer.position();
    EntryFormat.write(buffer, length, sequence, out);
    length += buffer.position() - start;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  /** Returns when all that was added is on disk. */
  void synchronize() throws IOException {
    flush();
    file.force(false);
  }

  /** Takes back what is not on disk for certain, as far as the disk lets it. */
  void abandon() {
    try (file) {
      file.truncate(segment.extent().length());
      if (segment.extent().length() == 0) {
        Files.deleteIfExists(segment.file());
      }
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("A spool segment cannot be shortened");
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
