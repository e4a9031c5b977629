package org.ikewatch.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ikewatch.ingest.replay.AuditReplay;
import picocli.CommandLine.Option;

/**
 * How audit files on disk are read: a directory's sub-directories are hosts; a file's host is
 * {@code --host}, else its base name without extension.
 */
final class AuditFiles {
  @Option(names = "--host", description = "The host that wrote the files.")
  private String host;

  @Option(
      names = "--syslog",
      description = "The files hold syslog lines; their headers name the hosts.")
  private boolean syslog;

  /** Reads these files and directories in order. */
  void read(AuditReplay reader, List<Path> paths) {
    paths.forEach(path -> read(reader, path));
  }

  private void read(AuditReplay reader, Path path) {
    if (!Files.isDirectory(path)) {
      readFile(reader, host == null ? baseName(path) : host, path);
      return;
    }
    for (Path child : children(path)) {
      if (Files.isDirectory(child)) {
        String name = String.valueOf(child.getFileName());
        below(child).forEach(file -> readFile(reader, name, file));
      } else {
        readFile(reader, host == null ? baseName(child) : host, child);
      }
    }
  }

  private void readFile(AuditReplay reader, String name, Path file) {
    if (syslog) {
      reader.syslogFile(name, file);
    } else {
      reader.auditFile(name, file);
    }
  }

  private static List<Path> children(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file below a directory in order of name; a file is itself. */
  static List<Path> below(Path path) {
    try (Stream<Path> entries = Files.walk(path)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String baseName(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
