package org.ikewatch.sink.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.Samples;
import org.ikewatch.sink.incidents.Delivery.Skipped;
import org.ikewatch.sink.incidents.Delivery.Sourced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {
  private final List<String> told = new ArrayList<>();
  private Consumer<List<Incident>> destination =
      revisions -> told.add("requested " + revisions.stream().map(DeliveryTest::text).toList());
  private int batchSize = Integer.MAX_VALUE;

  private final class Told implements Delivery.Observer<Integer> {
    @Override
    public void delivered(List<Sourced<Integer>> done) {
      told.add("delivered " + done.stream().map(Sourced::origin).toList());
    }

    @Override
    public void skipped(Sourced<Integer> sourced, Skipped why) {
      told.add("skipped " + sourced.origin() + " " + why);
    }

    @Override
    public void refused(Sourced<Integer> sourced, DeliveryException.Permanent why) {
      told.add("refused " + sourced.origin() + " " + why.getMessage());
    }
  }

  private final class Recording implements Destination {
    @Override
    public String name() {
      return "recording";
    }

    @Override
    public int batchSize() {
      return batchSize;
    }

    @Override
    public void deliver(List<Incident> revisions) {
      destination.accept(revisions);
    }

    @Override
    public void close() {}
  }

  private Delivery<Integer> delivery(Children children, Duration digest) {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1));
    return new Delivery<>(
        new Recording(),
        new DeliveryPolicy(backoff, backoff, children, Optional.empty(), digest),
        new Told());
  }

  private static String text(Incident incident) {
    return incident.getIncidentId() + "/" + incident.getRevision() + " " + incident.getStatus();
  }

  private static List<Sourced<Integer>> batch(Incident... incidents) {
    List<Sourced<Integer>> batch = new ArrayList<>();
    for (Incident one : incidents) {
      batch.add(new Sourced<>(one, batch.size()));
    }
    return batch;
  }

  private static Incident incident(String id, int revision) {
    return Samples.incident(id, revision);
  }

  private static Incident child(String id, int revision) {
    Incident child = incident(id, revision);
    child.setParent("gateway");
    return child;
  }

  private static void finish(Delivery<Integer> delivery) throws InterruptedException {
    for (int steps = 0; !delivery.isDone(); steps++) {
      assertThat(steps).isLessThan(1000);
      delivery.step(Integer.MAX_VALUE);
    }
  }

  @Test
  void shouldHandOverThoseThatAreKnownToBeRefusedAndSendTheOthersAgain() throws Exception {
    // Given
    Delivery<Integer> delivery = delivery(Children.DELIVER, Duration.ZERO);
    Consumer<List<Incident>> takes = destination;
    destination =
        revisions -> {
          if (revisions.size() == 4) {
            throw new DeliveryException.Permanent(
                "two are wrong", null, Map.of(0, "too old", 2, "too new"));
          }
          takes.accept(revisions);
        };
    delivery.take(batch(incident("a", 1), incident("b", 1), incident("c", 1), incident("d", 1)));

    // When
    finish(delivery);

    // Then
    assertThat(told)
        .containsExactly(
            "refused 0 too old",
            "refused 2 too new",
            "requested [b/1 OPEN, d/1 OPEN]",
            "delivered [1, 3]");
  }

  @Test
  void shouldTryOneByOneWhereItIsNotKnownWhichIsRefused() throws Exception {
    // Given
    Delivery<Integer> delivery = delivery(Children.DELIVER, Duration.ZERO);
    Consumer<List<Incident>> takes = destination;
    destination =
        revisions -> {
          if (revisions.stream().anyMatch(one -> one.getIncidentId().equals("b"))) {
            throw new DeliveryException.Permanent("refused", null);
          }
          takes.accept(revisions);
        };
    delivery.take(batch(incident("a", 1), incident("b", 1), incident("c", 1)));

    // When
    finish(delivery);

    // Then
    assertThat(told)
        .containsExactly(
            "requested [a/1 OPEN]",
            "delivered [0]",
            "refused 1 refused",
            "requested [c/1 OPEN]",
            "delivered [2]");
  }

  @Test
  void shouldDeliverNoMoreThanIsAllowed() throws Exception {
    // Given
    Delivery<Integer> delivery = delivery(Children.DELIVER, Duration.ZERO);
    delivery.take(batch(incident("a", 1), incident("a", 1), incident("b", 1), incident("c", 1)));

    // When, Then
    assertThat(delivery.step(2)).isEqualTo(2);
    assertThat(delivery.isDone()).isFalse();
    assertThat(delivery.step(2)).isEqualTo(1);
    assertThat(told)
        .containsExactly(
            "requested [a/1 OPEN, b/1 OPEN]",
            "delivered [0, 2]",
            "skipped 1 STALE",
            "requested [c/1 OPEN]",
            "delivered [3]");
  }

  @Test
  void shouldDeliverOnlyTheNewestOfADigest() throws Exception {
    // Given
    Delivery<Integer> delivery = delivery(Children.DELIVER, Duration.ofMinutes(5));
    delivery.take(batch(incident("a", 1), incident("b", 1)));
    delivery.take(List.of(new Sourced<>(incident("a", 3), 2), new Sourced<>(incident("a", 2), 3)));

    // When
    finish(delivery);

    // Then
    assertThat(told)
        .containsExactly(
            "skipped 0 SUPERSEDED",
            "skipped 3 SUPERSEDED",
            "requested [b/1 OPEN, a/3 OPEN]",
            "delivered [1, 2]");
  }

  @Test
  void shouldWithdrawAChildOnceAndRaiseItAgainWhereItLeavesItsRollUp() throws Exception {
    // Given
    Delivery<Integer> delivery = delivery(Children.WITHDRAW, Duration.ZERO);
    batchSize = 1;
    delivery.take(
        batch(incident("a", 1), child("a", 2), child("a", 3), incident("a", 4), child("a", 5)));

    // When
    finish(delivery);

    // Then
    assertThat(told)
        .containsExactly(
            "requested [a/1 OPEN]",
            "delivered [0]",
            "requested [a/2 WITHDRAWN]",
            "delivered [1]",
            "requested [a/4 OPEN]",
            "delivered [3]",
            "skipped 2 CHILD",
            "requested [a/5 WITHDRAWN]",
            "delivered [4]");
  }

  @Test
  void shouldWithdrawAgainWhereThatFailed() throws Exception {
    // Given
    Delivery<Integer> delivery = delivery(Children.WITHDRAW, Duration.ZERO);
    Consumer<List<Incident>> takes = destination;
    destination =
        revisions -> {
          destination = takes;
          throw new DeliveryException.Retriable("away", null);
        };
    delivery.take(batch(child("a", 2)));

    // When, Then
    assertThatThrownBy(() -> delivery.step(9)).isInstanceOf(DeliveryException.Retriable.class);
    finish(delivery);
    assertThat(told).containsExactly("requested [a/2 WITHDRAWN]", "delivered [0]");
  }

  @ParameterizedTest
  @CsvSource({"0, skipped 0 CHILD", "5, skipped 0 SUPERSEDED"})
  void shouldBeSilentOfAnIncidentThatBelongedToARollUpFromItsBeginning(
      int digestMinutes, String first) throws Exception {
    // Given
    Delivery<Integer> delivery = delivery(Children.WITHDRAW, Duration.ofMinutes(digestMinutes));

    // When
    delivery.take(batch(child("a", 1), child("a", 2)));
    finish(delivery);

    // Then
    assertThat(told).containsExactly(first, "skipped 1 CHILD");
  }

  @Test
  void shouldWithdrawAChildThatWasRaisedThoughItsFirstRevisionComesAgain() throws Exception {
    // Given
    Delivery<Integer> delivery = delivery(Children.WITHDRAW, Duration.ZERO);
    delivery.take(batch(child("a", 1), incident("a", 2), child("a", 1)));
    finish(delivery);
    told.clear();

    // When
    delivery.take(batch(child("a", 3)));
    finish(delivery);

    // Then
    assertThat(told).containsExactly("requested [a/3 WITHDRAWN]", "delivered [0]");
  }

  @Property(tries = 300)
  void shouldAccountForEachAndNeverGoBack(
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 20) Integer> revisions,
      @ForAll @IntRange(min = 1, max = 5) int most,
      @ForAll @IntRange(min = 1, max = 5) int perRequest,
      @ForAll boolean digest,
      @ForAll Children children)
      throws InterruptedException {
    // Given
    told.clear();
    batchSize = perRequest;
    List<Incident> arrived = new ArrayList<>();
    destination =
        batch -> {
          for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).getRevision() == 13) {
              throw new DeliveryException.Permanent(
                  "unlucky", null, batch.size() % 2 == 0 ? Map.of(i, "unlucky") : Map.of());
            }
          }
          arrived.addAll(batch);
        };
    Delivery<Integer> delivery = delivery(children, digest ? Duration.ofMinutes(5) : Duration.ZERO);

    // When
    int place = 0;
    for (int revision : revisions) {
      String id = "i" + revision % 3;
      Incident incident = revision % 5 == 0 ? child(id, revision) : incident(id, revision);
      delivery.take(List.of(new Sourced<>(incident, place++)));
      if (revision % 2 == 0) {
        delivery.step(most);
      }
    }
    finish(delivery);

    // Then
    long accounted =
        told.stream()
            .mapToLong(
                line ->
                    line.startsWith("delivered ")
                        ? line.chars().filter(c -> c == ',').count() + 1
                        : 1)
            .sum();
    assertThat(accounted).isEqualTo(revisions.size());
    for (String id : List.of("i0", "i1", "i2")) {
      assertThat(
              arrived.stream()
                  .filter(one -> one.getIncidentId().equals(id))
                  .map(Incident::getRevision))
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }
}
