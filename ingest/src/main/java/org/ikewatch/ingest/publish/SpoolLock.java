package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a spool's directory to one process; the system lets go of it however that ends. */
final class SpoolLock implements AutoCloseable {
  private final FileChannel file;

  private SpoolLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the directory.
   *
   * @throws SpoolException where another process, or another part of this one, has it
   */
  static SpoolLock take(Path directory) throws IOException {
    FileChannel file =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = file.tryLock();
      if (lock != null) {
        return new SpoolLock(file);
      }
    } catch (OverlappingFileLockException e) {
      file.close();
      throw SpoolException.inUse(directory, e);
    }
    file.close();
    throw SpoolException.inUse(directory, null);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
