package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads the entries of one segment file. Bytes that are no entry, torn or damaged, are skipped up
 * to the next one that is.
 */
final class EntryReader implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  /** Gets to know what is skipped. */
  interface Skips {
    /** So many bytes from this place on are no entry. */
    void skipped(long place, long bytes);
  }

  private final FileChannel file;
  private final Skips skips;

  /** What is read ahead, from its position on; {@link #place} is that position's in the file. */
  private ByteBuffer ahead = ByteBuffer.allocate(BUFFER).flip();

  private long place;

  /** Begins with the file's first byte. */
  EntryReader(Path file, Skips skips) throws IOException {
    this.file = FileChannel.open(file, StandardOpenOption.READ);
    this.skips = skips;
  }

  /** Where the next entry is looked for. */
  long place() {
    return place;
  }

  /**
   * The next entry.
   *
   * @param limit where the readable part of the file ends
   * @return empty where there is none before the limit
   */
  Optional<SpoolEntry> next(long limit) throws IOException {
    long start = place;
    while (place < limit) {
      int length = lengthOfEntry(limit);
      if (length > 0) {
        tellSkipped(start);
        ByteBuffer body = ahead.slice(ahead.position() + EntryFormat.HEADER, length);
        advance(EntryFormat.HEADER + length);
        return Optional.of(EntryFormat.read(body));
      }
      if (!has(1, limit)) {
        break;
      }
      advance(1);
      seekFirstByte(limit);
    }
    tellSkipped(start);
    return Optional.empty();
  }

  private void tellSkipped(long start) {
    if (place > start) {
      skips.skipped(start, place - start);
    }
  }

  /** The length of the body of the entry here; 0 where there is none. */
  private int lengthOfEntry(long limit) throws IOException {
    if (!has(EntryFormat.HEADER, limit) || ahead.getInt(ahead.position()) != EntryFormat.MAGIC) {
      return 0;
    }
    int length = ahead.getInt(ahead.position() + Integer.BYTES);
    if (length <= 0 || length > EntryFormat.MOST || !has(EntryFormat.HEADER + length, limit)) {
      return 0;
    }
    int sum = ahead.getInt(ahead.position() + 2 * Integer.BYTES);
    ByteBuffer body = ahead.slice(ahead.position() + EntryFormat.HEADER, length);
    return EntryFormat.sum(place, body) == sum ? length : 0;
  }

  private void seekFirstByte(long limit) throws IOException {
    while (has(1, limit)) {
      int end = (int) Math.min(ahead.limit(), ahead.position() + limit - place);
      for (int at = ahead.position(); at < end; at++) {
        if (ahead.get(at) == EntryFormat.FIRST_BYTE) {
          advance(at - ahead.position());
          return;
        }
      }
      advance(end - ahead.position());
    }
  }

  private void advance(int bytes) {
    ahead.position(ahead.position() + bytes);
    place += bytes;
  }

  /** Reads ahead until so many bytes are there; false where the limit is nearer than that. */
  private boolean has(int bytes, long limit) throws IOException {
    if (bytes > limit - place) {
      return false;
    }
    if (ahead.remaining() >= bytes) {
      return true;
    }
    if (bytes > ahead.capacity()) {
      ahead = ByteBuffer.allocate(bytes).put(ahead);
    } else {
      ahead.compact();
    }
    // Not beyond the limit: what is there may still be changing.
    ahead.limit((int) Math.min(ahead.capacity(), limit - place));
    while (ahead.position() < bytes) {
      if (file.read(ahead, place + ahead.position()) < 0) {
        break;
      }
    }
    ahead.flip();
    return ahead.remaining() >= bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
