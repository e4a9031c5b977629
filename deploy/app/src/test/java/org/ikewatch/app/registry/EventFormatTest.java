package org.ikewatch.app.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ikewatch.app.registry.RegistryEvent.CompatibilitySet;
import org.ikewatch.app.registry.RegistryEvent.VersionPurged;
import org.ikewatch.app.registry.RegistryEvent.VersionStored;
import org.junit.jupiter.api.Test;

/** The records are literal: they are what Confluent's registry writes. */
class EventFormatTest {
  private final EventFormat format = new EventFormat();

  @Test
  void shouldReadASchema() {
    // When
    Optional<RegistryEvent> event =
        read(
            "{\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":2,\"magic\":1}",
            "{\"subject\":\"a\",\"version\":2,\"id\":7,\"schema\":\"\\\"string\\\"\",\"deleted\":true}");

    // Then
    assertThat(event).contains(new VersionStored(new SchemaVersion("a", 2, 7, "\"string\""), true));
  }

  @Test
  void shouldReadATombstone() {
    assertThat(read("{\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":2,\"magic\":1}", null))
        .contains(new VersionPurged("a", 2));
  }

  @Test
  void shouldReadTheLevelOfTheWholeRegistry() {
    // Given
    String key = "{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}";
    RegistryEvent full = new CompatibilitySet(RegistryState.GLOBAL, Compatibility.FULL);

    // When / Then
    assertThat(read(key, "{\"compatibilityLevel\":\"FULL\"}")).contains(full);
    assertThat(new String(format.key(full), StandardCharsets.UTF_8)).isEqualTo(key);
  }

  @Test
  void shouldPassOverWhatDoesNotConcernIt() {
    assertThat(read("{\"keytype\":\"NOOP\",\"magic\":0}", null)).isEmpty();
    assertThat(read("{\"keytype\":\"CONTEXT\",\"tenant\":\"t\",\"magic\":0}", "{}")).isEmpty();
  }

  private Optional<RegistryEvent> read(String key, String value) {
    return format.event(
        key.getBytes(StandardCharsets.UTF_8),
        value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }
}
