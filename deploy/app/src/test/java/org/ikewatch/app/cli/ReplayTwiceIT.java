package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.ikewatch.app.simulate.Fleet;
import org.ikewatch.app.testing.Launcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTwiceIT {
  @TempDir private Path directory;

  @Test
  void shouldPrintTheSameBytesEachTime() throws Exception {
    // Given
    List<String> lines =
        Fleet.of(20).play(Instant.parse("2002-03-15T07:14:00Z"), 30, 120).stream()
            .map(Fleet.Message::line)
            .toList();
    String file = Files.write(directory.resolve("fleet.log"), lines).toString();

    // When
    Launcher.Ended first = Launcher.run("replay", "--syslog", "--format", "json", file);
    Launcher.Ended second = Launcher.run("replay", "--syslog", "--format", "json", file);

    // Then
    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).hasLineCount(16);
    assertThat(second).isEqualTo(first);
  }
}
