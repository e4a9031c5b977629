package org.ikewatch.app.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/** The directory of the embedded broker: usable, ours alone, and formatted. */
final class DataDirectory {
  private DataDirectory() {}

  /**
   * Makes the directory ready for a broker. A directory that has been used before keeps its data.
   *
   * @throws EmbeddedStartException where it cannot be written, or another broker has it
   */
  static void prepare(Path directory, int nodeId, String controllerListener) {
    try {
      Files.createDirectories(directory);
      requireUnused(directory);
      if (!Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
        format(directory, nodeId, controllerListener);
      }
    } catch (EmbeddedStartException e) {
      throw e;
    } catch (Exception e) {
      throw new EmbeddedStartException(
          "the embedded broker cannot use its data directory "
              + directory
              + " ("
              + e
              + "); make it writable for this user, or choose another directory",
          e);
    }
  }

  private static void format(Path directory, int nodeId, String controllerListener)
      throws Exception {
    // Left alone, the formatter reports its progress on standard output.
    try (var silent = new PrintStream(OutputStream.nullOutputStream())) {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(nodeId)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          .setControllerListenerName(controllerListener)
          .run();
    }
  }

  /**
   * Looks at the lock a running broker holds. The broker itself would halt the process without a
   * word to the caller.
   */
  private static void requireUnused(Path directory) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw inUse(directory, null);
      }
    } catch (OverlappingFileLockException e) {
      throw inUse(directory, e);
    }
  }

  private static EmbeddedStartException inUse(Path directory, Exception cause) {
    return new EmbeddedStartException(
        "another embedded broker is using the data directory "
            + directory
            + "; stop it, or choose another directory",
        cause);
  }
}
