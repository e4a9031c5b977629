package org.ikewatch.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCheckTest {
  private static final Path CASES = Path.of("../../streams-app/src/test/resources/cases");

  @TempDir private Path directory;

  private record Ended(int exitCode, String out, String err) {}

  @Test
  void shouldSayThatACaseHolds() {
    // Given
    Path file = CASES.resolve("a02-mm-timeout.yaml");

    // When
    Ended ended = check(file);

    // Then
    assertThat(ended).isEqualTo(new Ended(ExitCode.DONE, "holds  " + file + "\n", ""));
  }

  @Test
  void shouldFailWhereOneOfSeveralCasesDiffers() throws IOException {
    // Given
    String right = Files.readString(CASES.resolve("a02-mm-timeout.yaml"));
    Path first = Files.writeString(directory.resolve("1.yaml"), right);
    Path second =
        Files.writeString(directory.resolve("2.yaml"), right.replace("SILENT_PEER", "UNKNOWN"));

    // When
    Ended ended = check(directory);

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
    Ended ended = check(file);

    // Then
    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains(file + ":1: ");
  }

  private static Ended check(Path path) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      int exitCode =
          Ikewatch.commandLine()
              .setErr(new PrintWriter(err))
              .execute("replay", "--check", path.toString());
      return new Ended(exitCode, out.toString(UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }
}
