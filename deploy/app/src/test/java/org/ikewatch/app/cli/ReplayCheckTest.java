package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.app.cli.Replayed.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCheckTest {
  private static final Path CASES = Path.of("../../streams-app/src/test/resources/cases");

  @TempDir private Path directory;

  @Test
  void shouldSayThatACaseHolds() {
    // Given
    Path file = CASES.resolve("a02-mm-timeout.yaml");

    // When
    Replayed ended = replay("--check", file);

    // Then
    assertThat(ended).isEqualTo(new Replayed(ExitCode.DONE, "holds  " + file + "\n", ""));
  }

  @Test
  void shouldFailWhereOneOfSeveralCasesDiffers() throws IOException {
    // Given
    String right = Files.readString(CASES.resolve("a02-mm-timeout.yaml"));
    Path first = Files.writeString(directory.resolve("1.yaml"), right);
    Path second =
        Files.writeString(directory.resolve("2.yaml"), right.replace("SILENT_PEER", "UNKNOWN"));

    // When
    Replayed ended = replay("--check", directory);

    // Then
    assertThat(ended.exitCode()).isEqualTo(ExitCode.FINDING);
    assertThat(ended.out().lines())
        .containsExactly(
            "holds  " + first,
            "FAILS  " + second,
            "  incident 1: cause is SILENT_PEER, expected UNKNOWN");
  }

  @Test
  void shouldRefuseAMalformedCase() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("case.yaml"), "title: [");

    // When
    Replayed ended = replay("--check", file);

    // Then
    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains(file + ":1: ");
  }
}
