package org.ikewatch.sink.siem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each format against its golden file; {@code -Dgolden.write=true} writes them anew. */
class FormatsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/org/ikewatch/sink/siem");

  /** One of each kind that a mapping treats differently. */
  private static List<Incident> incidents() {
    Instant end = Instant.parse("2002-03-15T07:20:00.5Z");
    Incident resolved = incident("0123456789abcdef0123456789abcdef", 3);
    resolved.setVerdict(Verdict.QM_TRIGGERED_DELETE);
    resolved.setStatus(Status.RESOLVED);
    resolved.setPeer("2001:db8::42");
    resolved.setResolvedAt(end);
    resolved.setUpdatedAt(end);
    resolved.setParent("fedcba9876543210");
    resolved.setFlaps(2);
    Incident undetermined = incident("c0ffee", 1);
    undetermined.setVerdict(Verdict.UNDETERMINED);
    undetermined.setConfidence(Confidence.INFERRED);
    undetermined.setReason(Reason.PEER_AMBIGUOUS);
    undetermined.setPeer(null);
    undetermined.setEvidence(List.of());
    Incident gateway = incident("9a7e", 12);
    gateway.setScope(Scope.GATEWAY);
    gateway.setAttempts(4_000_000_000L);
    Incident withdrawn = incident("dead", 2);
    withdrawn.setVerdict(Verdict.QM_FAILURE);
    withdrawn.setStatus(Status.WITHDRAWN);
    withdrawn.setHost("h\u00f6st 1");
    withdrawn.setPeer("gw|1.example.com");
    withdrawn.getEvidence().get(0).setText("a=b \\ c|d^e\r\nfor\tged: <0>1 \u001b[2J \u20ac");
    return List.of(incident("a1", 1), resolved, undetermined, gateway, withdrawn);
  }

  private static void assertGolden(String name, String actual) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, actual);
    }
    assertThat(file).content().isEqualTo(actual);
  }

  @ParameterizedTest
  @EnumSource
  void shouldMapEveryKindOfIncident(Payload payload) throws IOException {
    // When
    StringBuilder lines = new StringBuilder();
    incidents().forEach(one -> lines.append(payload.line(one)).append('\n'));

    // Then
    assertGolden("incidents." + payload.name().toLowerCase(Locale.ROOT), lines.toString());
  }

  @Test
  void shouldFrameMessagesAsTheRfcsSay() throws IOException {
    // Given
    Rfc5424 messages = new Rfc5424(16, Payload.CEF);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();

    // When
    incidents().forEach(one -> messages.frame(one, frames));

    // Then
    assertGolden("incidents.syslog", frames.toString(UTF_8));
  }

  @Test
  void shouldRefuseAFormatThatIsNotKnown() {
    assertThatThrownBy(() -> Payload.parse("xml")).hasMessage("'xml' is none of json, cef, leef");
  }
}
