package org.ikewatch.sink.siem.mapping;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Locale;
import org.ikewatch.sink.Golden;
import org.ikewatch.sink.settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each format against its golden file. */
class FormatsTest {
  @ParameterizedTest
  @EnumSource
  void shouldMapEveryKindOfIncident(Payload payload) throws IOException {
    // When
    StringBuilder lines = new StringBuilder();
    FormatSamples.incidents().forEach(one -> lines.append(payload.line(one)).append('\n'));

    // Then
    Golden.assertGolden(
        "siem/mapping/incidents." + payload.name().toLowerCase(Locale.ROOT), lines.toString());
  }

  @Test
  void shouldMapEveryKindOfRecord() throws IOException {
    // When
    StringBuilder lines = new StringBuilder();
    RecordSamples.records().forEach(one -> lines.append(OcsfTunnel.of(one).line()).append('\n'));

    // Then
    Golden.assertGolden("siem/mapping/records.ocsf", lines.toString());
  }

  @Test
  void shouldRefuseAFormatThatIsNotKnownHere() {
    // Given
    Setting<Payload> setting = Payload.setting("What it is", Payload.JSON, Payload.ECS);

    // When, Then
    assertThatThrownBy(() -> setting.reader().apply("cef"))
        .hasMessage("'cef' is none of json, ecs");
  }
}
