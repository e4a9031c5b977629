package org.ikewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.streams.testing.Script.host;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.streams.incident.HostIncidents;
import org.ikewatch.streams.incident.HostTimeline;
import org.ikewatch.streams.incident.LifeCycle;
import org.ikewatch.streams.incident.Published;
import org.ikewatch.streams.incident.Revision;
import org.ikewatch.streams.testing.Script.Host;
import org.junit.jupiter.api.Test;

class StateJsonTest {
  private static final Host A = host("a");
  private static final String P = "10.0.0.2";
  private static final Duration GRACE = Duration.ofSeconds(10);

  @Test
  void shouldReadBackEveryStateItWrites() {
    // Given a host whose settled records leave it in every state of a negotiation
    HostIncidents incidents = new HostIncidents("a", LifeCycle.DEFAULT, GRACE);
    Serde<HostTimeline.Checkpoint> checkpoints =
        new StateJson().serde(HostTimeline.Checkpoint.class);
    Serde<Published> published = new StateJson().serde(Published.class);
    List<AuditRecord> story =
        List.of(
            A.phase1Initiate(P).at(0),
            A.mmTimeout(P).at(31),
            A.mmComplete(P).at(60),
            A.qmTimeout().at(100),
            A.saDeleted(P).at(120),
            A.qmFailed().at(140),
            A.noMatchingSelector().at(160),
            A.mmFailed().at(200),
            A.mmComplete("10.0.0.3").at(230),
            A.mmComplete("10.0.0.4").at(260),
            A.qmTimeout().at(300),
            A.mmFailed().at(340));

    for (AuditRecord one : story) {
      // When
      HostIncidents.Taken taken = incidents.take(Events.of(one)).orElseThrow();
      HostTimeline.Checkpoint checkpoint = incidents.checkpoint();

      // Then
      assertThat(roundTrip(checkpoints, checkpoint)).isEqualTo(checkpoint);
      for (Revision revision : taken.revisions()) {
        assertThat(roundTrip(published, revision.content())).isEqualTo(revision.content());
      }
    }
  }

  private static <T> T roundTrip(Serde<T> serde, T value) {
    return serde.deserializer().deserialize("", serde.serializer().serialize("", value));
  }
}
