package org.ikewatch.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.incident;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.incidents.EvidenceFilter;
import org.ikewatch.sink.incidents.IncidentFilter;
import org.ikewatch.sink.incidents.IncidentQueries;
import org.ikewatch.sink.incidents.IncidentQueries.Cited;
import org.ikewatch.sink.incidents.IncidentQueries.Count;
import org.ikewatch.sink.incidents.IncidentQueries.PageEnd;
import org.junit.jupiter.api.Test;

/** What every database of incidents answers. */
abstract class QueriesContract {
  private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
  private static final Comparator<Incident> NEWEST_FIRST =
      Comparator.comparing(Incident::getUpdatedAt)
          .thenComparing(Incident::getIncidentId)
          .reversed();

  /** An open database with nothing in it. */
  abstract Database database();

  private IncidentQueries queries() {
    return new SqlIncidentQueries(database());
  }

  private void store(List<Incident> incidents) {
    new DatabaseArchive("database", database(), Optional.empty(), Clock.systemUTC())
        .deliver(incidents);
  }

  private static List<Incident> fleet(int size) {
    SplittableRandom random = new SplittableRandom(7);
    List<Incident> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Incident one = incident("%04x".formatted(i * 7919 % 65_536), 1);
      one.setStatus(any(Status.values(), random));
      one.setVerdict(any(Verdict.values(), random));
      one.setScope(random.nextInt(10) == 0 ? any(Scope.values(), random) : Scope.PEER);
      one.setHost("hpux" + random.nextInt(5));
      one.setPeer(random.nextInt(4) == 0 ? null : "15.2.2." + random.nextInt(3));
      // Many in the same second: the id has to tell them apart.
      one.setUpdatedAt(T0.plusSeconds(random.nextInt(20)));
      all.add(one);
    }
    return all;
  }

  private static <T> T any(T[] of, SplittableRandom random) {
    return List.of(of).get(random.nextInt(of.length));
  }

  private record Asked(IncidentFilter filter, Predicate<Incident> meant) {}

  private static List<Asked> questions() {
    IncidentFilter all = IncidentFilter.ALL;
    Instant since = T0.plusSeconds(12);
    Predicate<Incident> open = one -> one.getStatus() == Status.OPEN;
    Predicate<Incident> ofHost = one -> one.getHost().equals("hpux2");
    Predicate<Incident> ofPeer = one -> "15.2.2.1".equals(one.getPeer());
    Predicate<Incident> recent = one -> !one.getUpdatedAt().isBefore(since);
    return List.of(
        new Asked(all, one -> true),
        new Asked(all.status(Status.OPEN), open),
        new Asked(all.status(Status.WITHDRAWN), one -> one.getStatus() == Status.WITHDRAWN),
        new Asked(
            all.verdict(Verdict.UNDETERMINED), one -> one.getVerdict() == Verdict.UNDETERMINED),
        new Asked(all.scope(Scope.GATEWAY), one -> one.getScope() == Scope.GATEWAY),
        new Asked(all.scope(Scope.PEER), one -> one.getScope() == Scope.PEER),
        new Asked(all.host("hpux2"), ofHost),
        new Asked(all.peer("15.2.2.1"), ofPeer),
        new Asked(all.host("hpux2").peer("15.2.2.1"), ofHost.and(ofPeer)),
        new Asked(all.since(since), recent),
        new Asked(
            all.status(Status.OPEN).verdict(Verdict.MM_FAILURE).host("hpux2").since(since),
            open.and(ofHost).and(recent).and(one -> one.getVerdict() == Verdict.MM_FAILURE)),
        new Asked(all.host("nobody"), one -> false));
  }

  @Test
  void shouldGiveEveryIncidentThatIsMeantOnceAndNewestFirst() {
    // Given
    List<Incident> fleet = fleet(300);
    store(fleet);

    for (Asked asked : questions()) {
      // When
      List<Incident> read = new ArrayList<>();
      Optional<PageEnd> end = Optional.empty();
      List<Incident> page = queries().page(asked.filter(), end, 7);
      while (!page.isEmpty()) {
        read.addAll(page);
        end = Optional.of(PageEnd.at(page.get(page.size() - 1)));
        page = queries().page(asked.filter(), end, 7);
      }

      // Then
      assertThat(read)
          .as("%s", asked.filter())
          .isEqualTo(fleet.stream().filter(asked.meant()).sorted(NEWEST_FIRST).toList());
    }
  }

  @Test
  void shouldCountWhatItWouldList() {
    // Given
    List<Incident> fleet = fleet(300);
    store(fleet);

    for (Asked asked : questions()) {
      // When
      List<Count> counts = queries().counts(asked.filter());

      // Then
      var expected =
          fleet.stream()
              .filter(asked.meant())
              .collect(
                  Collectors.groupingBy(
                      one -> one.getStatus().name() + one.getVerdict().name(),
                      TreeMap::new,
                      Collectors.counting()));
      assertThat(counts)
          .as("%s", asked.filter())
          .extracting(one -> one.status().name() + one.verdict().name())
          .containsExactlyElementsOf(expected.keySet());
      assertThat(counts).extracting(Count::incidents).containsExactlyElementsOf(expected.values());
    }
  }

  @Test
  void shouldGoOnBehindAPageWhateverCameMeanwhile() {
    // Given
    store(List.of(at("aa", 1), at("bb", 2), at("cc", 3)));
    List<Incident> first = queries().page(IncidentFilter.ALL, Optional.empty(), 2);
    store(List.of(at("dd", 4), at("ee", 2)));

    // When
    List<Incident> second =
        queries().page(IncidentFilter.ALL, Optional.of(PageEnd.at(first.get(1))), 2);

    // Then
    assertThat(first).extracting(Incident::getIncidentId).containsExactly("cc", "bb");
    assertThat(second).extracting(Incident::getIncidentId).containsExactly("aa");
  }

  private static Incident at(String id, int second) {
    Incident one = incident(id, 1);
    one.setUpdatedAt(T0.plusSeconds(second));
    one.getEvidence().get(0).setEventTime(T0.plusSeconds(second));
    return one;
  }

  @Test
  void shouldFindIncidentsByTheFirstCharactersOfTheirIds() {
    // Given
    store(List.of(at("0af", 1), at("0a0", 1), at("0b0", 1), at("f", 1)));

    // When, Then
    assertThat(ids("0a")).containsExactly("0a0", "0af");
    assertThat(ids("0af")).containsExactly("0af");
    assertThat(ids("f")).containsExactly("f");
    assertThat(ids("")).containsExactly("0a0", "0af", "0b0");
    assertThat(ids("1")).isEmpty();
    assertThat(ids("0a%")).isEmpty();
    assertThat(ids("'")).isEmpty();
  }

  private List<String> ids(String prefix) {
    return queries().startingWith(prefix, 3).stream().map(Incident::getIncidentId).toList();
  }

  @Test
  void shouldFindRecordsByHostSignalAndTime() {
    // Given
    Incident other = at("b", 2);
    other.getEvidence().get(0).setHost("hpux043");
    other.getEvidence().get(0).setSignal("QM_TIMEOUT");
    other.getEvidence().get(0).setFile("audit.txt");
    other.getEvidence().get(0).setLine(7L);
    other.getEvidence().get(0).setMsg(null);
    Incident last = at("c", 3);
    store(List.of(at("a", 1), other, last));

    // When, Then
    EvidenceFilter all = EvidenceFilter.ALL;
    assertThat(queries().evidence(all, 2))
        .containsExactly(
            new Cited("c", last.getEvidence().get(0)), new Cited("b", other.getEvidence().get(0)));
    assertThat(citing(all.host("hpux042"))).containsExactly("c", "a");
    assertThat(citing(all.signal("QM_TIMEOUT"))).containsExactly("b");
    assertThat(citing(all.between(T0.plusSeconds(1), T0.plusSeconds(3)))).containsExactly("b", "a");
    assertThat(citing(all.host("hpux042").signal("QM_TIMEOUT"))).isEmpty();
  }

  private List<String> citing(EvidenceFilter filter) {
    return queries().evidence(filter, 9).stream().map(Cited::incidentId).toList();
  }

  @Test
  void shouldAnswerWhileItIsWrittenTo() {
    // Given
    store(fleet(10));

    // When
    List<Incident> read =
        database()
            .write(
                connection -> {
                  connection.createStatement().executeUpdate("DELETE FROM incidents");
                  return queries().page(IncidentFilter.ALL, Optional.empty(), 99);
                });

    // Then
    assertThat(read).hasSize(10);
    assertThat(queries().page(IncidentFilter.ALL, Optional.empty(), 99)).isEmpty();
  }

  @Test
  void shouldFindNothingWhereNothingIs() {
    assertThat(queries().incident("a")).isEmpty();
    assertThat(queries().history("a")).isEmpty();
    assertThat(queries().deliveries("a")).isEmpty();
  }
}
