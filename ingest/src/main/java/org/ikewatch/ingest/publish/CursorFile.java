package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;

/**
 * The number of the first entry of a spool that is not acknowledged, in a file that is replaced at
 * once or not at all. It may lag behind: what it does not know of is sent twice, not lost.
 */
final class CursorFile {
  private static final int LENGTH = Long.BYTES + Integer.BYTES;

  private final Path file;

  CursorFile(Path directory) {
    this.file = directory.resolve("cursor");
  }

  /** What was written last; 0 where that is nothing, or damaged. */
  long read() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
    if (bytes.length != LENGTH) {
      return 0;
    }
    ByteBuffer content = ByteBuffer.wrap(bytes);
    long cursor = content.getLong();
    return content.getInt() == sum(cursor) ? cursor : 0;
  }

  void write(long cursor) throws IOException {
    Path next = file.resolveSibling("cursor.next");
    Files.write(next, ByteBuffer.allocate(LENGTH).putLong(cursor).putInt(sum(cursor)).array());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static int sum(long cursor) {
    CRC32C sum = new CRC32C();
    sum.update(ByteBuffer.allocate(Long.BYTES).putLong(cursor).flip());
    return (int) sum.getValue();
  }
}
