package org.ikewatch.app.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ikewatch.app.registry.Rest;
import org.ikewatch.app.testing.IncidentRow;
import org.ikewatch.app.testing.Installation;
import org.ikewatch.app.testing.Syslog;
import org.ikewatch.schemas.Incident;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
  private static final String HOST = "hpux042";
  private static final String PEER = "15.2.2.2";
  private static final String FIRST = record(413, "07:14:18");
  private static final String RETRY = record(414, "07:14:55");

  @TempDir private Path data;

  private static String record(int msg, String time) {
    return "<155>Mar 15 %s hpux042 ikmpd: Msg: %d From: IKMPD Lvl: ERROR Date: Fri Mar 15 %s 2002"
            .formatted(time, msg, time)
        + " Event: MM negotiation timeout, src 15.2.2.2";
  }

  @Test
  void shouldGoOnWhereItStopped() {
    // Given
    Map<String, String> schemas;
    List<IncidentRow> stored;
    List<Incident> shown;
    Instant closing;
    try (Installation before = Installation.in(data)) {
      Syslog.tcp(before.tcp(), FIRST);
      before.awaitSettled(HOST);
      schemas = schemas(before);
      stored = before.stored(HOST, PEER);
      shown = before.shown(HOST, PEER);
      closing = Instant.now();
    }
    Duration closed = Duration.between(closing, Instant.now());

    // When
    try (Installation after = Installation.in(data)) {
      List<IncidentRow> storedAfter = after.stored(HOST, PEER);
      Syslog.tcp(after.tcp(), FIRST, RETRY);
      after.awaitSettled(HOST);

      // Then
      assertThat(closed).isLessThan(Duration.ofSeconds(10));
      assertThat(storedAfter).isEqualTo(stored).hasSize(1);
      assertThat(schemas(after)).isEqualTo(schemas);
      assertThat(shown)
          .extracting(Incident::getRevision, Incident::getAttempts)
          .containsExactly(tuple(1, 1L));
      String id = shown.get(0).getIncidentId();
      assertThat(after.shown(HOST, PEER))
          .extracting(Incident::getIncidentId, Incident::getRevision, Incident::getAttempts)
          .containsExactly(tuple(id, 2, 2L));
      assertThat(after.published(HOST, PEER))
          .extracting(Incident::getIncidentId, Incident::getRevision)
          .containsExactly(tuple(id, 1), tuple(id, 2));
      assertThat(after.stored(HOST, PEER))
          .containsExactly(new IncidentRow(id, 2, "MM_FAILURE", "CONFIRMED", HOST, PEER));
    }
  }

  /** What the registry says of each contract: its version, its id, its text. */
  private static Map<String, String> schemas(Installation ikewatch) {
    String subjects = ikewatch.registryUrl() + "/subjects/";
    return Map.of(
        "audit", Rest.get(subjects + "ikewatch.audit-value/versions/latest").body(),
        "rejects", Rest.get(subjects + "ikewatch.rejects-value/versions/latest").body(),
        "inventory", Rest.get(subjects + "ikewatch.inventory-value/versions/latest").body(),
        "incidents", Rest.get(subjects + "ikewatch.incidents-value/versions/latest").body(),
        "deadletters", Rest.get(subjects + "ikewatch.deadletters-value/versions/latest").body(),
        "all", Rest.get(subjects).body());
  }
}
