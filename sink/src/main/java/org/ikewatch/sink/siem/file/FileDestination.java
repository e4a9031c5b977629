package org.ikewatch.sink.siem.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.mapping.Payload;

/**
 * A file that gets each revision as one line of JSON. A batch is on the disk before it counts as
 * delivered; a crash in the middle of one leaves at most a torn line, which is cut off before the
 * batch is written again. So the file holds whole lines only, each at least once: the revision
 * tells a reader which one it knows already.
 */
final class FileDestination implements Destination {
  private static final int BLOCK = 8192;

  private final String name;
  private final Path path;
  private final Payload payload;
  private FileChannel channel;
  private Object fileKey;

  FileDestination(String name, FileConfig config) {
    this.name = name;
    this.path = config.path();
    this.payload = config.payload();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void deliver(List<Incident> revisions) {
    StringBuilder lines = new StringBuilder();
    for (Incident revision : revisions) {
      lines.append(payload.line(revision)).append('\n');
    }
    try {
      open();
      ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      // Opening it again cuts off what was written of a line.
      close();
      throw new DeliveryException.Retriable(path + " cannot be written: " + e, e);
    }
  }

  private void open() throws IOException {
    if (channel != null && Objects.equals(fileKey, keyOfPath())) {
      return;
    }
    close();
    boolean isNew = Files.notExists(path);
    cutTornLine();
    channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    fileKey = keyOfPath();
    if (isNew) {
      syncDirectory();
    }
  }

  /** What stands for the file that has this name now; null where none has. */
  private Object keyOfPath() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void cutTornLine() throws IOException {
    if (!Files.isRegularFile(path)) {
      return;
    }
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long whole = endOfLastLine(file);
      if (whole < file.size()) {
        file.truncate(whole);
      }
    }
  }

  private static long endOfLastLine(FileChannel file) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (long end = file.size(); end > 0; end -= block.position()) {
      long begin = Math.max(0, end - BLOCK);
      block.clear().limit((int) (end - begin));
      while (block.hasRemaining() && file.read(block, begin + block.position()) >= 0) {
        // A read may give less than there is.
      }
      for (int i = block.position() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return begin + i + 1;
        }
      }
    }
    return 0;
  }

  /** A file whose name is not on the disk is lost with the machine's power. */
  private void syncDirectory() throws IOException {
    try (FileChannel directory =
        FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // What counts as delivered is on the disk; the rest is delivered again.
    } finally {
      channel = null;
    }
  }
}
