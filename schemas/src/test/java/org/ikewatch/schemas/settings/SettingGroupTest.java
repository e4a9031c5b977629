package org.ikewatch.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingGroupTest {
  private static final Setting<Integer> THREADS =
      Setting.optional("demo.threads", SettingType.integer(1, 64), "2", "How many threads.");
  private static final Setting<Duration> GRACE =
      Setting.optional(
          "demo.grace",
          SettingType.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
          "31s",
          "How long to wait.");
  private static final Setting<Long> MEMORY =
      Setting.optional(
          "demo.memory.max", SettingType.size(1, 1L << 30), "64MiB", "How much is kept.");
  private static final Setting<Boolean> CACHE =
      Setting.optional("demo.cache", SettingType.bool(), "true", "Whether to cache.");
  private static final Setting<TimeUnit> UNIT =
      Setting.optional("demo.unit", SettingType.oneOf(TimeUnit.class), "DAYS", "The unit.");
  private static final Setting<Path> DIRECTORY =
      Setting.required("demo.directory", SettingType.path(), "Where files are kept.");
  private static final Setting<Integer> PIN =
      Setting.optional("demo.pin", SettingType.integer(0, 9999), "0", "A secret.").asSecret();
  private static final Setting<String> HTTP =
      Setting.optional("demo.http.listen", SettingType.listen(), "off", "Where it answers.");
  private static final Setting<String> SERVERS =
      Setting.required("kafka.bootstrap.servers", SettingType.text(), "The brokers.");

  private static final SettingGroup GROUP =
      new SettingGroup(
          "demo.", List.of(DIRECTORY, THREADS, GRACE, MEMORY, CACHE, UNIT, PIN, HTTP, SERVERS));

  private static List<String> errors(Map<String, String> given) {
    return catchThrowableOfType(InvalidSettingsException.class, () -> GROUP.read(given)).errors();
  }

  @Test
  void shouldReadWhatIsGivenAndTakeDefaultsForTheRest() {
    // When
    SettingValues values =
        GROUP.read(
            Map.of(
                "demo.directory", " /var/lib/demo ",
                "demo.threads", "64",
                "demo.grace", "24h",
                "demo.memory.max", "1GiB",
                "demo.cache", "false",
                "demo.unit", "HOURS",
                "demo.pin", "",
                "kafka.bootstrap.servers", "kafka:9092",
                "kafka.client.id", "another group's",
                "other.key", "another group's"));

    // Then
    assertThat(values.get(DIRECTORY)).isEqualTo(Path.of("/var/lib/demo"));
    assertThat(values.get(THREADS)).isEqualTo(64);
    assertThat(values.get(GRACE)).isEqualTo(Duration.ofDays(1));
    assertThat(values.get(MEMORY)).isEqualTo(1L << 30);
    assertThat(values.get(CACHE)).isFalse();
    assertThat(values.get(UNIT)).isEqualTo(TimeUnit.HOURS);
    assertThat(values.get(PIN)).isZero();
    assertThat(values.get(SERVERS)).isEqualTo("kafka:9092");
  }

  @Test
  void shouldNameEveryErrorAtOnceWithItsRemedy() {
    // When
    List<String> errors =
        errors(
            Map.of(
                "demo.threads", "65",
                "demo.grace", "31",
                "demo.memory.max", "1GB",
                "demo.cache", "yes",
                "demo.unit", "WEEKS",
                "demo.pin", "12345",
                "demo.thread", "3",
                "demo.directroy", "/tmp"));

    // Then
    assertThat(errors)
        .containsExactly(
            "demo.directory: is required; give a path, in --config FILE or as -D"
                + " demo.directory=VALUE",
            "demo.threads: '65' is not a whole number from 1 to 64; the default is 2",
            "demo.grace: '31' is not a duration from 1s to 1d, in ms, s, m, h or d; the default is"
                + " 31s",
            "demo.memory.max: '1GB' is not a size from 1B to 1GiB, in B, KiB, MiB or GiB; the"
                + " default is 64MiB",
            "demo.cache: 'yes' is not true or false; the default is true",
            "demo.unit: 'WEEKS' is not one of NANOSECONDS, MICROSECONDS, MILLISECONDS, SECONDS,"
                + " MINUTES, HOURS, DAYS; the default is DAYS",
            "demo.pin: its value (not shown) is not a whole number from 0 to 9999; the default is"
                + " 0",
            "kafka.bootstrap.servers: is required; give a text, in --config FILE or as -D"
                + " kafka.bootstrap.servers=VALUE",
            "demo.directroy: is not a setting; did you mean demo.directory?",
            "demo.thread: is not a setting; did you mean demo.threads?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "127.0.0.1:0", "localhost:65535", "[::1]:9516"})
  void shouldTakeAddressesToListenOn(String address) {
    // When
    SettingValues values =
        GROUP.read(
            Map.of(
                "demo.directory", "d",
                "kafka.bootstrap.servers", "k",
                "demo.http.listen", address));

    // Then
    assertThat(values.get(HTTP)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", ":9516", "localhost", "localhost:", "localhost:65536", "9516"})
  void shouldRefuseOtherAddresses(String address) {
    // When
    List<String> errors =
        errors(
            Map.of(
                "demo.directory", "d",
                "kafka.bootstrap.servers", "k",
                "demo.http.listen", address));

    // Then
    assertThat(errors)
        .containsExactly(
            "demo.http.listen: '%s' is not host:port or off; the default is off"
                .formatted(address));
  }

  @Test
  void shouldAddItsErrorsToThoseOfTheService() {
    // Given
    List<String> errors = new ArrayList<>(List.of("kafka.group.id: is reserved"));

    // When
    Optional<SettingValues> values =
        GROUP.read(
            Map.of(
                "demo.directory", "d",
                "kafka.bootstrap.servers", "k",
                "demo.threads", "0"),
            errors);

    // Then
    assertThat(values).isEmpty();
    assertThat(errors)
        .containsExactly(
            "kafka.group.id: is reserved",
            "demo.threads: '0' is not a whole number from 1 to 64; the default is 2");
  }

  @Test
  void shouldShowNoControlCharactersAndNoEndlessValue() {
    // When
    List<String> errors =
        errors(
            Map.of(
                "demo.directory",
                "d",
                "kafka.bootstrap.servers",
                "k",
                "demo.threads",
                "\u001b[31m",
                "demo.cache",
                "x".repeat(10_000),
                "demo." + "y".repeat(10_000),
                "1"));

    // Then
    assertThat(errors)
        .containsExactly(
            "demo.threads: '?[31m' is not a whole number from 1 to 64; the default is 2",
            "demo.cache: '" + "x".repeat(100) + "...' is not true or false; the default is true",
            "demo." + "y".repeat(95) + "...: is not a setting; remove it");
  }

  @Test
  void shouldRefuseNumbersThatDoNotFit() {
    assertThat(
            errors(
                Map.of(
                    "demo.directory", "d",
                    "kafka.bootstrap.servers", "k",
                    "demo.threads", "99999999999",
                    "demo.grace", "999999999999999d",
                    "demo.memory.max", "-1B")))
        .hasSize(3);
  }

  @Test
  void shouldWriteItsPage() {
    assertThat(new SettingGroup("demo.", List.of(DIRECTORY, GRACE, PIN)).page("# Demo\n\n"))
        .isEqualTo(
            """
            # Demo

            | key | default | value | meaning |
            |---|---|---|---|
            | `demo.directory` | required | a path | Where files are kept. |
            | `demo.grace` | `31s` | a duration from 1s to 1d, in ms, s, m, h or d | How long to wait. |
            | `demo.pin` | `0` | a whole number from 0 to 9999 (secret) | A secret. |
            """);
  }

  @Test
  void shouldRefuseAWrongDeclaration() {
    assertThatThrownBy(() -> Setting.required("Demo.Key", SettingType.text(), "Text."))
        .hasMessage("'Demo.Key' is not a dotted lower-case key");
    assertThatThrownBy(() -> Setting.required("demo.key", SettingType.text(), "Text"))
        .hasMessage("demo.key: its meaning is not a sentence");
    assertThatThrownBy(() -> Setting.optional("demo.key", SettingType.integer(1, 2), "3", "Text."))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SettingGroup("demo.", List.of(GRACE, GRACE)))
        .hasMessage("demo.grace is declared twice");
    assertThatThrownBy(() -> new SettingGroup("demo.", List.of()).read(Map.of()).get(GRACE))
        .hasMessage("demo.grace is not a setting of this group");
  }
}
