package org.ikewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Golden files; {@code -Dgolden.write=true} writes them anew. */
public final class Golden {
  private static final Path DIRECTORY = Path.of("src/test/resources/org/ikewatch/sink");

  private Golden() {}

  /** A file of that name below the package's resources. */
  public static Path file(String name) {
    return DIRECTORY.resolve(name);
  }

  public static void assertGolden(String name, String actual) throws IOException {
    Path file = file(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(file).content().isEqualTo(actual);
  }
}
