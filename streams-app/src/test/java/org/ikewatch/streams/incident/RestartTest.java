package org.ikewatch.streams.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.streams.testing.Script.host;
import static org.ikewatch.streams.testing.Script.t;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Signal;
import org.ikewatch.streams.testing.Script.Host;
import org.junit.jupiter.api.Test;

/** A restart at any record publishes what would have been published without it. */
class RestartTest {
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final Host A = host("a");

  private final List<AuditRecord> story =
      List.of(
          A.mmComplete("10.0.0.2").at(0),
          A.mmTimeout("10.0.0.3").at(40),
          A.qmTimeout().at(100),
          A.qmFailed().at(101),
          A.saDeleted("10.0.0.2").at(102),
          A.noise().at(290),
          A.noise().at(291),
          A.noise().at(292),
          A.mmFailed().at(300),
          A.mmComplete("10.0.0.3").at(400),
          A.qmTimeout().at(401),
          A.mmTimeout("10.0.0.2").at(1500),
          A.mmTimeout("10.0.0.2").at(1560),
          A.mmComplete("10.0.0.2").at(4000));

  @Test
  void shouldPublishTheSameWhereverItRestarts() {
    // Given
    List<String> undisturbed = run(-1);

    for (int restart = 0; restart < story.size(); restart++) {
      // When
      List<String> restarted = run(restart);

      // Then
      assertThat(restarted).as("restarted after record %d", restart).isEqualTo(undisturbed);
    }
  }

  private List<String> run(int restartAfter) {
    List<String> out = new ArrayList<>();
    Map<String, Published> published = new LinkedHashMap<>();
    List<HostTimeline.Kept> window = new ArrayList<>();
    HostIncidents incidents = new HostIncidents("a", LifeCycle.DEFAULT, GRACE);
    HostTimeline.Checkpoint checkpoint = incidents.checkpoint();
    for (int i = 0; i < story.size(); i++) {
      HostIncidents.Taken taken = incidents.take(event(story.get(i))).orElseThrow();
      note(taken.revisions(), published, out);
      window.removeIf(one -> one.arrival() == taken.kept().arrival());
      window.add(taken.kept());
      if (!taken.settled().isEmpty()) {
        window.removeAll(taken.settled());
        checkpoint = incidents.checkpoint();
      }
      if (i == restartAfter) {
        incidents =
            HostIncidents.restored(
                "a",
                new HostTimeline(checkpoint, window, LifeCycle.DEFAULT, GRACE),
                published.values());
      }
    }
    note(incidents.passTo(t(9000)), published, out);
    return out;
  }

  private static void note(
      List<Revision> revisions, Map<String, Published> published, List<String> out) {
    for (Revision revision : revisions) {
      String id = revision.content().head().incidentId();
      if (revision.published()) {
        out.add(revision.toString());
      }
      if (revision.lasting()) {
        published.put(id, revision.content());
      } else {
        published.remove(id);
      }
    }
  }

  private static AuditEvent event(AuditRecord record) {
    return new AuditEvent(
        record.getHost(),
        record.getEventTime(),
        record.getReceivedAt(),
        OptionalLong.of(record.getMsg()),
        record.getLevel(),
        Signal.of(record.getSignal()),
        record.getSignal(),
        Optional.ofNullable(record.getPeer()),
        Optional.empty(),
        record.getAttributes(),
        Optional.empty(),
        record.getText(),
        Optional.empty(),
        OptionalLong.empty());
  }
}
