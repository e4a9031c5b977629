package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.ikewatch.app.testing.Launcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherIT {
  @TempDir private Path directory;

  @Test
  void shouldStartWithoutBuildingOnceMore() throws Exception {
    // When
    Launcher.Ended ended = Launcher.run("--version");

    // Then
    assertThat(ended).isEqualTo(new Launcher.Ended(0, "IKEwatch 0.1.0\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--syslog-port", "--kafka-port", "--registry-port"})
  void shouldNameThePortThatIsInUse(String option) throws Exception {
    // Given
    try (ServerSocket other =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      String taken = Integer.toString(other.getLocalPort());

      // When
      Launcher.Ended ended =
          Launcher.run(
              "up",
              "--data",
              directory.toString(),
              "--syslog-port=" + (option.startsWith("--s") ? taken : "0"),
              "--kafka-port=" + (option.startsWith("--k") ? taken : "0"),
              "--registry-port=" + (option.startsWith("--r") ? taken : "0"));

      // Then
      thenThePortIsNamed(ended, other.getLocalPort());
    }
  }

  private static void thenThePortIsNamed(Launcher.Ended ended, int taken) {
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("ikewatch: the ")
        .contains(" cannot listen on 127.0.0.1:" + taken + " (")
        .endsWith("; stop the process that uses the port, or choose another port\n")
        .hasLineCount(1);
  }

  @Test
  void shouldNameTheDatagramPortThatIsInUse() throws Exception {
    // Given
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int taken = other.getLocalPort();

      // When
      Launcher.Ended ended =
          Launcher.run(
              "up",
              "--data=" + directory,
              "--syslog-port=" + taken,
              "--kafka-port=0",
              "--registry-port=0");

      // Then
      thenThePortIsNamed(ended, taken);
    }
  }

  @Test
  void shouldNameTheDataDirectoryThatIsNone() throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("file"), "in its place");

    // When
    Launcher.Ended ended = Launcher.run("up", "--data", file.toString());

    // Then
    assertThat(ended)
        .isEqualTo(
            new Launcher.Ended(
                3,
                "",
                "ikewatch: cannot write to the data directory "
                    + file
                    + " (java.nio.file.FileAlreadyExistsException: "
                    + file
                    + "); make it writable, or name another with --data\n"));
  }

  @Test
  void shouldRefuseAnOldJava() throws Exception {
    // Given
    Path java = directory.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho '    java.specification.version = 11' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    String path = directory + ":" + System.getenv("PATH");

    // When
    Launcher.Ended ended = Launcher.run(Map.of("JAVA_HOME", "", "PATH", path), "--version");

    // Then
    assertThat(ended)
        .isEqualTo(
            new Launcher.Ended(
                3,
                "",
                "ikewatch: "
                    + java
                    + " is Java 11; install a JDK 17 or newer, or set JAVA_HOME to one\n"));
  }

  @Test
  void shouldEndWithTwoAtWrongUsage() throws Exception {
    // When
    Launcher.Ended ended = Launcher.run("up", "--no-such-option");

    // Then
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("Unknown option: '--no-such-option'\nUsage: ikewatch up ");
  }
}
