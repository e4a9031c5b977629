package org.ikewatch.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.ikewatch.sink.Samples.delivery;
import static org.ikewatch.sink.Samples.incident;
import static org.ikewatch.sink.Samples.refused;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.incidents.Archive;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.EvidenceFilter;
import org.ikewatch.sink.incidents.IncidentFilter;
import org.ikewatch.sink.incidents.IncidentQueries;
import org.ikewatch.sink.incidents.IncidentQueries.Cited;
import org.ikewatch.sink.incidents.PastRevision;
import org.junit.jupiter.api.Test;

/** What every database of incidents promises to keep. */
abstract class ArchiveContract {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);

  /** An open database with nothing in it. */
  abstract Database database();

  private Archive archive() {
    return new DatabaseArchive("database", database(), Optional.empty(), CLOCK);
  }

  private IncidentQueries queries() {
    return new SqlIncidentQueries(database());
  }

  private List<Integer> revisionsOf(String id) {
    return queries().history(id).stream().map(PastRevision::revision).toList();
  }

  private Optional<Integer> revisionOf(String id) {
    return queries().incident(id).map(Incident::getRevision);
  }

  @Test
  void shouldStoreEveryFieldUnderItsContractName() throws Exception {
    // When
    archive().deliver(List.of(incident("fields", 1)));

    // Then
    try (Connection connection = database().connection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT * FROM incidents WHERE incidentId = 'fields'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt("revision")).isEqualTo(1);
      assertThat(row.getString("scope")).isEqualTo("PEER");
      assertThat(row.getString("status")).isEqualTo("OPEN");
      assertThat(row.getString("verdict")).isEqualTo("MM_FAILURE");
      assertThat(row.getString("confidence")).isEqualTo("CONFIRMED");
      assertThat(row.getString("reason")).isNull();
      assertThat(row.getString("cause")).isEqualTo("SILENT_PEER");
      assertThat(row.getString("host")).isEqualTo("hpux042");
      assertThat(row.getString("peer")).isEqualTo("15.2.2.2");
      assertThat(row.getLong("openedAt")).isEqualTo(1_016_176_458_000L);
      assertThat(row.getLong("updatedAt")).isEqualTo(1_016_176_458_000L);
      assertThat(row.getObject("resolvedAt")).isNull();
      assertThat(row.getLong("attempts")).isEqualTo(1);
      assertThat(row.getInt("flaps")).isZero();
      assertThat(row.getString("parent")).isNull();
      assertThat(row.getString("candidates")).isEqualTo("[]");
      assertThat(row.getString("evidence"))
          .isEqualTo(
              "[{\"host\":\"hpux042\",\"msg\":413,\"level\":\"ERROR\","
                  + "\"eventTime\":\"2002-03-15T07:14:18Z\",\"signal\":\"MM_TIMEOUT\","
                  + "\"text\":\"MM negotiation timeout, src 15.2.2.2\",\"file\":null,\"line\":null,"
                  + "\"flags\":[]}]");
      assertThat(row.getString("nextCommands")).isEqualTo("[\"ipsec_report -mad\"]");
      assertThat(row.getString("explanation")).isEqualTo("[]");
      assertThat(row.getLong("storedAt")).isEqualTo(CLOCK.millis());
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void shouldReadBackWhatItStored() {
    // Given
    Incident full = incident("a1", 4);
    full.setReason(Reason.RECORDS_LOST);
    full.setResolvedAt(full.getUpdatedAt());
    full.setCandidates(List.of("15.2.2.2", "2001:db8::1"));
    full.setExplanation(List.of("It failed: \"Msg 413\"."));

    // When
    archive().deliver(List.of(full, incident("a2", 1)));

    // Then
    assertThat(queries().startingWith("a1", 9)).containsExactly(full);
    assertThat(queries().startingWith("a", 9)).containsExactly(full, incident("a2", 1));
  }

  @Test
  void shouldMoveRevisionsForwardOnly() {
    // Given
    archive().deliver(List.of(incident("forward", 2)));

    // When
    archive().deliver(List.of(incident("forward", 3), incident("forward", 1)));
    archive().deliver(List.of(incident("forward", 3)));

    // Then
    assertThat(queries().incident("forward")).contains(incident("forward", 3));
  }

  @Test
  void shouldKeepEveryRevisionThatCameWheneverItCame() {
    // Given
    Incident first = incident("story", 1);
    Incident second = incident("story", 2);
    second.setVerdict(Verdict.QM_TRIGGERED_DELETE);
    second.setConfidence(Confidence.INFERRED);
    second.setReason(Reason.AUDIT_LEVEL);
    second.setParent("gateway");
    Incident third = incident("story", 3);
    third.setStatus(Status.RESOLVED);
    third.setFlaps(2);
    third.setResolvedAt(Instant.parse("2002-03-15T07:30:00Z"));

    // When
    archive().deliver(List.of(first, third));
    archive().deliver(List.of(second, first, third));

    // Then
    assertThat(queries().history("story"))
        .containsExactly(
            past(first, Optional.empty()),
            past(second, Optional.of("gateway")),
            past(third, Optional.empty()));
    assertThat(queries().incident("story")).contains(third);
  }

  private static PastRevision past(Incident one, Optional<String> parent) {
    return new PastRevision(
        one.getRevision(),
        one.getStatus(),
        one.getVerdict(),
        one.getConfidence(),
        Optional.ofNullable(one.getReason()),
        one.getCause(),
        Optional.of(one.getPeer()),
        one.getUpdatedAt(),
        Optional.ofNullable(one.getResolvedAt()),
        one.getAttempts(),
        one.getFlaps(),
        parent);
  }

  @Test
  void shouldHoldTheEvidenceOfTheNewestRevision() {
    // Given
    Incident before = incident("records", 1);
    before.setEvidence(List.of(record(1, "first"), record(2, "second"), record(3, "third")));
    Incident after = incident("records", 2);
    after.setEvidence(List.of(record(1, "first"), record(3, "third, seen better")));

    // When
    archive().deliver(List.of(before));
    archive().deliver(List.of(after));
    archive().deliver(List.of(before));

    // Then
    assertThat(queries().evidence(EvidenceFilter.ALL, 9))
        .containsExactlyInAnyOrder(
            new Cited("records", record(1, "first")),
            new Cited("records", record(3, "third, seen better")));
  }

  private static Evidence record(long msg, String text) {
    Evidence one = Evidence.newBuilder(incident("x", 1).getEvidence().get(0)).build();
    one.setMsg(msg);
    one.setText(text);
    return one;
  }

  @Test
  void shouldStoreNothingOfABatchThatIsRefused() {
    // When, Then
    assertThatThrownBy(() -> archive().deliver(List.of(incident("good", 1), refused("bad"))))
        .isInstanceOf(DeliveryException.Permanent.class)
        .hasMessageContaining("host");
    assertThat(revisionOf("good")).isEmpty();
    assertThat(revisionsOf("good")).isEmpty();
    assertThat(queries().evidence(EvidenceFilter.ALL, 9)).isEmpty();
  }

  @Test
  void shouldKeepHostileText() {
    // Given
    String text = "\u0000'; DROP TABLE incidents; -- \uD83D\uDE00 \"";
    Incident hostile = incident("hostile", 1);
    Evidence record = hostile.getEvidence().get(0);
    record.setText(text);
    record.setFile(text);
    record.setHost("h\u0000" + "x".repeat(252) + "\uD83D\uDE00");
    record.setSignal("s".repeat(300));

    // When
    archive().deliver(List.of(hostile));

    // Then
    assertThat(queries().incident("hostile")).contains(hostile);
    String shown = "\uFFFD'; DROP TABLE incidents; -- \uD83D\uDE00 \"";
    assertThat(queries().evidence(EvidenceFilter.ALL, 9))
        .extracting(Cited::evidence)
        .extracting(Evidence::getText, Evidence::getFile, Evidence::getHost, Evidence::getSignal)
        .containsExactly(tuple(shown, shown, "h\uFFFD" + "x".repeat(252), "s".repeat(255)));
  }

  @Test
  void shouldKeepTheAccountOfDeliveries() {
    // Given
    Delivery delivered = delivery("hook", "a", 1, Outcome.DELIVERED, 5, "");
    Delivery refused = delivery("siem", "a", 2, Outcome.REFUSED, 6, "it answers 400\u0000");
    Delivery atLast = delivery("siem", "a", 2, Outcome.DELIVERED, 9, "");
    List<List<Delivery>> told =
        List.of(
            List.of(delivered, refused),
            List.of(delivery("hook", "a", 1, Outcome.DELIVERED, 7, ""), atLast),
            List.of(delivered, refused, atLast),
            List.of(delivery("hook", "b", 1, Outcome.DELIVERED, 5, "")));

    // When
    List<List<Delivery>> seen = new ArrayList<>();
    for (List<Delivery> some : told) {
      archive().record(some);
      seen.add(queries().deliveries("a"));
    }

    // Then
    Delivery readable = delivery("siem", "a", 2, Outcome.REFUSED, 6, "it answers 400\uFFFD");
    assertThat(seen)
        .containsExactly(
            List.of(delivered, readable),
            List.of(delivered, atLast),
            List.of(delivered, atLast),
            List.of(delivered, atLast));
  }

  @Test
  void shouldTellARefusalOfTheAccountFromAnOutage() {
    // Given
    Delivery nameless = delivery("hook", "a", 1, Outcome.DELIVERED, 5, "");
    nameless.setIncidentId(null);

    // When, Then
    assertThatThrownBy(() -> archive().record(List.of(nameless)))
        .isInstanceOf(DeliveryException.Permanent.class);
    database().close();
    assertThatThrownBy(() -> archive().record(List.of()))
        .isInstanceOf(DeliveryException.Retriable.class);
  }

  @Test
  void shouldCountNothingTwiceWithinOneBatch() {
    // When
    archive().deliver(List.of(incident("a", 1), incident("a", 2), incident("a", 2)));

    // Then
    assertThat(revisionsOf("a")).containsExactly(1, 2);
    assertThat(queries().counts(IncidentFilter.ALL))
        .extracting(one -> one.status(), one -> one.verdict(), one -> one.incidents())
        .containsExactly(tuple(Status.OPEN, Verdict.MM_FAILURE, 1L));
  }
}
