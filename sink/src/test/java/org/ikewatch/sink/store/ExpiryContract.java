package org.ikewatch.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.delivery;
import static org.ikewatch.sink.Samples.incident;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.Status;
import org.ikewatch.sink.incidents.Archive;
import org.ikewatch.sink.incidents.IncidentFilter;
import org.ikewatch.sink.incidents.IncidentQueries;
import org.junit.jupiter.api.Test;

/** What every database of incidents forgets, and what not. */
abstract class ExpiryContract {
  private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(90);

  /** An open database with nothing in it. */
  abstract Database database();

  private IncidentQueries queries() {
    return new SqlIncidentQueries(database());
  }

  private Archive archive(Instant now) {
    return new DatabaseArchive(
        "database", database(), Optional.of(RETENTION), Clock.fixed(now, ZoneOffset.UTC));
  }

  private int forgetAll(Instant now) {
    int left = 0;
    for (int step = archive(now).forget(now); step > 0; step = archive(now).forget(now)) {
      left += step;
    }
    return left;
  }

  private static Incident ended(String id, int revision, Status status) {
    Incident one = incident(id, revision);
    one.setStatus(status);
    return one;
  }

  private List<String> ids() {
    return queries().page(IncidentFilter.ALL, Optional.empty(), 99).stream()
        .map(Incident::getIncidentId)
        .toList();
  }

  private static Delivery told(String id, Instant at) {
    return new Delivery("hook", id, 1, at, Outcome.DELIVERED, "");
  }

  private Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    for (String table : List.of("incidents", "evidence", "revisions", "deliveries", "departed")) {
      rows.put(
          table,
          database()
              .read(
                  connection ->
                      new Sql("SELECT COUNT(*) FROM " + table)
                          .list(connection, one -> one.getLong(1)))
              .get(0));
    }
    return rows;
  }

  @Test
  void shouldForgetWhatEndedLongAgoWithAllThatBelongsToIt() {
    // Given
    archive(T0)
        .deliver(
            List.of(
                incident("01", 1),
                ended("02", 1, Status.OPEN),
                ended("02", 2, Status.RESOLVED),
                ended("03", 1, Status.WITHDRAWN)));
    archive(T0.plusSeconds(1)).deliver(List.of(ended("04", 1, Status.RESOLVED)));
    archive(T0).record(List.of(told("01", T0), told("02", T0), told("03", T0), told("04", T0)));

    // When
    Instant now = T0.plus(RETENTION).plusMillis(1);
    int left = forgetAll(now);

    // Then
    assertThat(left).isEqualTo(2);
    assertThat(ids()).containsExactly("04", "01");
    assertThat(rows())
        .containsEntry("evidence", 2L)
        .containsEntry("revisions", 2L)
        .containsEntry("deliveries", 2L)
        .containsEntry("departed", 2L);
    assertThat(queries().deliveries("01")).containsExactly(told("01", T0));
  }

  @Test
  void shouldKeepEverythingThatIsYoungEnoughOrOpen() {
    // Given
    archive(T0).deliver(List.of(incident("01", 1), ended("02", 1, Status.RESOLVED)));

    // When, Then
    assertThat(forgetAll(T0.plus(RETENTION))).isZero();
    assertThat(ids()).hasSize(2);
  }

  @Test
  void shouldKeepEverythingWhereNoRetentionIsSet() {
    // Given
    Archive forGood =
        new DatabaseArchive(
            "database", database(), Optional.empty(), Clock.fixed(T0, ZoneOffset.UTC));
    forGood.deliver(List.of(ended("02", 1, Status.RESOLVED)));

    // When, Then
    assertThat(forGood.forget(T0.plus(Duration.ofDays(9999)))).isZero();
    assertThat(ids()).containsExactly("02");
  }

  @Test
  void shouldCountTheAgeFromTheNewestRevision() {
    // Given
    archive(T0).deliver(List.of(ended("02", 1, Status.RESOLVED)));
    Instant later = T0.plus(Duration.ofDays(60));
    archive(later).deliver(List.of(ended("02", 2, Status.RESOLVED)));
    // Read once more: no news.
    archive(later.plusSeconds(1)).deliver(List.of(ended("02", 2, Status.RESOLVED)));

    // When, Then
    assertThat(forgetAll(later.plus(RETENTION))).isZero();
    assertThat(forgetAll(later.plus(RETENTION).plusMillis(1))).isEqualTo(1);
  }

  @Test
  void shouldNotTakeBackWhatHasLeftWhereTheTopicIsReadOnceMore() {
    // Given
    List<Incident> story = List.of(ended("02", 1, Status.OPEN), ended("02", 2, Status.RESOLVED));
    archive(T0).deliver(story);
    Instant now = T0.plus(RETENTION).plusMillis(1);
    assertThat(forgetAll(now)).isEqualTo(1);

    // When
    archive(now).deliver(story);
    archive(now).deliver(List.of(story.get(0)));
    archive(now).record(List.of(told("02", T0)));

    // Then
    assertThat(rows())
        .containsEntry("incidents", 0L)
        .containsEntry("evidence", 0L)
        .containsEntry("revisions", 0L)
        .containsEntry("deliveries", 0L);
  }

  @Test
  void shouldTakeBackATroubleThatCameAgain() {
    // Given
    archive(T0).deliver(List.of(ended("02", 2, Status.RESOLVED)));
    Instant now = T0.plus(RETENTION).plusMillis(1);
    assertThat(forgetAll(now)).isEqualTo(1);
    Incident again = ended("02", 3, Status.OPEN);

    // When
    archive(now).deliver(List.of(again));

    // Then
    assertThat(queries().incident("02")).contains(again);
    Incident over = ended("02", 4, Status.RESOLVED);
    archive(now).deliver(List.of(over));
    assertThat(forgetAll(now.plus(RETENTION).plusMillis(1))).isEqualTo(1);
    archive(now).deliver(List.of(again, over));
    assertThat(ids()).isEmpty();
  }

  @Test
  void shouldForgetDeliveriesOfWhatItNeverHad() {
    // Given
    archive(T0).deliver(List.of(incident("01", 1)));
    archive(T0)
        .record(
            List.of(
                told("01", T0),
                told("never", T0),
                delivery("database", "never", 1, Outcome.REFUSED, 0, "no host")));

    // When
    forgetAll(T0.plus(RETENTION).plusMillis(1));

    // Then
    assertThat(queries().deliveries("never")).isEmpty();
    assertThat(queries().deliveries("01")).hasSize(1);
  }

  @Test
  void shouldRememberWhatLeftForLongerThanTheTopicsKeepIt() {
    // Given
    archive(T0).deliver(List.of(ended("02", 1, Status.RESOLVED)));
    Instant gone = T0.plus(RETENTION).plusMillis(1);
    forgetAll(gone);

    // When, Then
    forgetAll(gone.plus(Duration.ofDays(180)));
    assertThat(rows()).containsEntry("departed", 1L);
    forgetAll(gone.plus(Duration.ofDays(180)).plusMillis(1));
    assertThat(rows()).containsEntry("departed", 0L);
  }

  @Test
  void shouldForgetTensOfThousandsInStepsThatLetTheWriterIn() throws SQLException {
    // Given
    int many = 20_000;
    List<Incident> batch = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      batch.add(ended("%05x".formatted(i), 1, Status.RESOLVED));
    }
    archive(T0).deliver(batch);
    Instant now = T0.plus(RETENTION).plusMillis(1);

    // When
    int steps = 0;
    int left = 0;
    for (int step = archive(now).forget(now); step > 0; step = archive(now).forget(now)) {
      archive(now).deliver(List.of(incident("meanwhile", ++steps)));
      assertThat(step).isLessThanOrEqualTo(200);
      left += step;
    }

    // Then
    assertThat(left).isEqualTo(many);
    assertThat(steps).isEqualTo(100);
    assertThat(queries().incident("meanwhile")).contains(incident("meanwhile", 100));
    assertThat(rows())
        .containsEntry("incidents", 1L)
        .containsEntry("evidence", 1L)
        .containsEntry("revisions", 100L);
  }
}
