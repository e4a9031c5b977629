package org.ikewatch.app.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryServiceTest {
  private static final String TEXT = "\"string\"";
  private static final String NUMBER = "\"long\"";

  private final RegistryState state = new RegistryState();
  private final List<RegistryEvent> events = new ArrayList<>();
  private final RegistryService service =
      new RegistryService(
          state,
          event -> {
            events.add(event);
            state.apply(event);
          });

  @Test
  void shouldWriteNothingForASchemaItHas() {
    // Given
    SchemaVersion first = service.register("a", TEXT);

    // When
    SchemaVersion second = service.register("a", "{\"type\": \"string\"}");

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(events).hasSize(1);
  }

  @Test
  void shouldShareIdsButNotVersionsBetweenSubjects() {
    // Given
    service.register("a", NUMBER);
    SchemaVersion inA = service.register("b", TEXT);

    // When
    SchemaVersion inB = service.register("c", TEXT);

    // Then
    assertThat(inB.id()).isEqualTo(inA.id()).isEqualTo(2);
    assertThat(inB.version()).isEqualTo(1);
    assertThat(state.versionsWithId(2)).containsExactly(inA, inB);
  }

  @Test
  void shouldNotReuseTheVersionOfADeletedSchema() {
    // Given
    service.register("a", TEXT);
    service.deleteSubject("a");

    // When
    SchemaVersion again = service.register("a", TEXT);

    // Then
    assertThat(again.version()).isEqualTo(2);
    assertThat(again.id()).isEqualTo(1);
  }

  @Test
  void shouldRefuseWritesButNotKnownSchemasWhenReadOnly() {
    // Given
    service.register("a", TEXT);
    service.setMode("READONLY");

    // When / Then
    assertThat(service.register("a", TEXT).id()).isEqualTo(1);
    assertThatThrownBy(() -> service.register("b", NUMBER))
        .isInstanceOf(RegistryRefusal.class)
        .hasMessageContaining("read-only");
  }

  @Test
  void shouldRefuseAnIncompatibleSchemaAndSayWhy() {
    // Given
    service.register("a", TEXT);

    // When / Then
    assertThatThrownBy(() -> service.register("a", NUMBER))
        .isInstanceOf(RegistryRefusal.class)
        .hasMessageContaining("subject \"a\" (BACKWARD)")
        .hasMessageContaining("TYPE_MISMATCH");
    assertThat(events).hasSize(1);
  }

  @Test
  void shouldPreferTheSubjectsLevel() {
    // Given
    service.register("a", TEXT);
    service.setLevel(RegistryState.GLOBAL, "FULL");
    service.setLevel("a", "none");

    // When / Then
    assertThat(service.register("a", NUMBER).version()).isEqualTo(2);
    assertThat(state.level("b")).isEqualTo(Compatibility.FULL);
    assertThatThrownBy(() -> service.setLevel("a", "SOMEHOW")).hasMessageContaining("SOMEHOW");
  }

  @Test
  void shouldComeToTheSameStateByReplay() {
    // Given
    service.setLevel("a", "NONE");
    service.register("a", TEXT);
    service.register("a", NUMBER);
    service.deleteVersion("a", "latest");
    EventFormat format = new EventFormat();

    // When
    RegistryState replayed = new RegistryState();
    events.forEach(
        event -> format.event(format.key(event), format.value(event)).ifPresent(replayed::apply));

    // Then
    assertThat(replayed).usingRecursiveComparison().isEqualTo(state);
  }

  @Test
  void shouldLetEveryVersionOfOurContractsReadEveryOther() {
    // Given
    service.register("ikewatch.audit-value", enumOf("\"A\"", "A"));

    // When
    SchemaVersion second = service.register("ikewatch.audit-value", enumOf("\"A\",\"B\"", "A"));

    // Then
    assertThat(second.version()).isEqualTo(2);
    assertThatThrownBy(() -> service.register("ikewatch.audit-value", NUMBER))
        .hasMessageContaining("subject \"ikewatch.audit-value\" (FULL_TRANSITIVE)");
    assertThat(state.level("of.others-value")).isEqualTo(Compatibility.BACKWARD);
  }

  @Test
  void shouldHideOurContractsFromBeforeTheirEnumsHadADefault() {
    // Given
    String before = "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}";
    SchemaVersion hidden = service.register("ikewatch.incidents-value", before);
    service.register("of.others-value", before);

    // When
    OurSubjects.hidePreReleases(state, service);
    SchemaVersion first = service.register("ikewatch.incidents-value", enumOf("\"A\",\"B\"", "A"));
    OurSubjects.hidePreReleases(state, service);

    // Then
    assertThat(state.versions("ikewatch.incidents-value")).containsExactly(first);
    assertThat(state.schema(hidden.id())).contains(hidden.schema());
    assertThat(state.versions("of.others-value")).hasSize(1);
  }

  private static String enumOf(String symbols, String standard) {
    return "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":["
        + symbols
        + "],\"default\":\""
        + standard
        + "\"}";
  }
}
