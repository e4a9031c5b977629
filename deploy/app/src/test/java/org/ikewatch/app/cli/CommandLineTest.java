package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine ikewatch =
      Ikewatch.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  static Stream<List<String>> everyCommand() {
    return commands(List.of(), Ikewatch.commandLine());
  }

  private static Stream<List<String>> commands(List<String> path, CommandLine command) {
    return Stream.concat(
        Stream.of(path),
        command.getSubcommands().entrySet().stream()
            .flatMap(sub -> commands(with(path, sub.getKey()), sub.getValue())));
  }

  private static List<String> with(List<String> path, String word) {
    List<String> all = new ArrayList<>(path);
    all.add(word);
    return all;
  }

  @Test
  void shouldHaveTheDocumentedCommands() {
    // When
    Stream<String> commands = everyCommand().map(path -> String.join(" ", path));

    // Then
    assertThat(commands)
        .contains(
            "",
            "up",
            "replay",
            "explain",
            "incidents list",
            "incidents history",
            "dlq list",
            "dlq replay",
            "simulate",
            "ingest",
            "correlate",
            "sink",
            "sink template",
            "records",
            "inventory validate",
            "inventory apply");
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere, 2, 'nowhere' is not host:port",
    "broker.invalid:9092, 3, none of the names in 'broker.invalid:9092' has an address"
  })
  void shouldNameTheBrokersThatCannotBe(String brokers, int exitCode, String error) {
    // When
    int exit =
        ikewatch.execute(
            "ingest",
            "-D",
            "kafka.bootstrap.servers=" + brokers,
            "-D",
            "schema.registry.url=http://127.0.0.1:1");

    // Then
    assertThat(exit).isEqualTo(exitCode);
    assertThat(err.toString().strip()).isEqualTo("ikewatch: kafka.bootstrap.servers: " + error);
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void shouldHelp(List<String> command) {
    // When
    int exitCode = ikewatch.execute(with(command, "--help").toArray(String[]::new));

    // Then
    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .startsWith(
            "Usage: "
                + String.join(" ", with(List.of("ikewatch"), String.join(" ", command))).strip());
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "replay",
        "replay /no/such/file",
        "up --kafka-port x",
        "ingest",
        "sink",
        "correlate",
        "dlq",
        "dlq list",
        "dlq replay",
        "incidents",
        "incidents history",
        "incidents list --status NONE",
        "incidents list --data /no/such/directory",
        "inventory",
        "inventory apply",
        "inventory validate /no/such/file",
        "simulate --transport carrier-pigeon",
        "simulate --to nowhere",
        "simulate --hosts 0 --print"
      })
  void shouldEndWithTwoAtWrongUsage(String line) {
    // When
    int exitCode = ikewatch.execute(line.isEmpty() ? new String[0] : line.split(" "));

    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isNotBlank().doesNotContain("Exception", "\tat ");
  }
}
