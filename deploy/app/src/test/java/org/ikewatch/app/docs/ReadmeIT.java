package org.ikewatch.app.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's commands as they stand there, in their order. */
class ReadmeIT {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
  private static final Duration START = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void shouldRunEveryCommandOfTheReadme() throws Exception {
    Assumptions.assumeTrue(isInstalled("nc"), "nc is not installed");
    Assumptions.assumeTrue(isFree(5514) && isFree(9092) && isFree(8081), "a port is in use");

    // Given
    List<String> commands = commands();
    assertThat(commands).hasSize(8);
    assertThat(commands.get(0)).isEqualTo("deploy/bin/ikewatch up --demo");
    assertThat(commands.get(1)).isEqualTo("mvn -B verify");
    assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains(commands.get(1));

    // When
    Path shown = directory.resolve("up.txt");
    Process up = start(commands.get(0), shown);
    try {
      await().atMost(START).until(() -> read(shown).contains("IKEwatch is up."));
      assertThat(run(commands.get(2))).isEmpty();

      // Then
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(read(shown))
                      .contains("OPEN  MM_FAILURE  CONFIRMED  127.0.0.1 -> 15.2.2.2"));
      assertThat(run(commands.get(3))).contains("because   It failed: Msg 413 of 2002-03-15");
      await().atMost(Duration.ofMinutes(1)).until(() -> read(shown).contains("hpux001"));
      assertThat(run(commands.get(4)))
          .contains(
              "OPEN  MM_FAILURE  CONFIRMED  127.0.0.1 -> 15.2.2.2  9eb9e474090b4cf8af02 rev 1");
      assertThat(run(commands.get(5)))
          .contains("rev 1   2002-03-15T07:14:18Z  OPEN       MM_FAILURE  CONFIRMED  1 attempt");
      assertThat(run(commands.get(6)))
          .contains("QM_TRIGGERED_DELETE  INFERRED  hpux042 -> 15.3.3.3")
          .contains("MM_FAILURE  CONFIRMED  hpux042 -> 15.2.2.2");
      assertThat(run(commands.get(7)).lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("{\"incidentId\":"));
    } finally {
      up.destroy();
      assertThat(up.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void shouldLinkToFilesThatExist() throws IOException {
    for (String page :
        List.of(
            "README.md",
            "CONTRIBUTING.md",
            "schemas/README.md",
            "ingest/README.md",
            "sink/README.md",
            "sink/DATABASE.md",
            "streams-app/VERDICTS.md")) {
      Matcher links = LINK.matcher(Files.readString(ROOT.resolve(page)));
      while (links.find()) {
        assertThat(ROOT.resolve(page).resolveSibling(links.group(1))).exists();
      }
    }
  }

  private static List<String> commands() throws IOException {
    Matcher blocks = SHELL.matcher(Files.readString(ROOT.resolve("README.md")));
    List<String> commands = new ArrayList<>();
    while (blocks.find()) {
      commands.add(blocks.group(1).strip());
    }
    return commands;
  }

  private Process start(String command, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", "exec " + command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("IKEWATCH_DATA", directory.resolve("data").toString());
    return builder.start();
  }

  private String run(String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true);
    builder.environment().put("IKEWATCH_DATA", directory.resolve("data").toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isInstalled(String tool) throws IOException, InterruptedException {
    return new ProcessBuilder("bash", "-c", "command -v " + tool)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
