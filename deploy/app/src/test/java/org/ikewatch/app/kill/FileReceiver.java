package org.ikewatch.app.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of JSON lines. */
final class FileReceiver implements Receiver {
  private static final Pattern LINE =
      Pattern.compile("\\{\"incidentId\":\"([^\"]+)\",\"revision\":([0-9]+),.*\\}");

  private final Path file;
  private long counted;
  private long lines;

  FileReceiver(Path directory) {
    this.file = directory.resolve("incidents.jsonl");
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Optional<String> expects(Story.End end) {
    return end.everything();
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("path", file.toString(), "children", "true");
  }

  /** Counts only what is new since it was asked last. */
  @Override
  public long progress() {
    if (Files.exists(file)) {
      try (FileChannel channel = FileChannel.open(file)) {
        // The end may have been a torn line, and cut off.
        counted = Math.min(counted, channel.size());
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        while (channel.read(bytes.clear(), counted) > 0) {
          counted += bytes.flip().remaining();
          while (bytes.hasRemaining()) {
            lines += bytes.get() == '\n' ? 1 : 0;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return lines;
  }

  /** Every line is whole, also where the sink was killed while it wrote. */
  @Override
  public Map<String, String> lastWords() {
    Map<String, String> last = new HashMap<>();
    if (Files.exists(file)) {
      try (Stream<String> lines = Files.lines(file)) {
        lines.forEach(
            line -> {
              Matcher parts = LINE.matcher(line);
              if (parts.matches()) {
                last.put(parts.group(1), parts.group(2));
              } else {
                last.put("torn: " + line, "");
              }
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return last;
  }

  @Override
  public void close() {
    // The file goes with its directory.
  }
}
