package org.ikewatch.app.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Samples;
import org.ikewatch.schemas.Status;
import org.ikewatch.sink.incidents.Backoff;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Destination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedeliveryTest {
  private final List<Status> taken = new ArrayList<>();
  private Optional<DeliveryException> failure = Optional.empty();

  private final class Recording implements Destination {
    @Override
    public String name() {
      return "hook";
    }

    @Override
    public void deliver(List<Incident> revisions) {
      failure.ifPresent(
          why -> {
            throw why;
          });
      revisions.forEach(one -> taken.add(one.getStatus()));
    }

    @Override
    public void close() {}
  }

  private Fate redeliver(Incident incident, Children children) {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1));
    // A digest would hold it back.
    DeliveryPolicy policy =
        new DeliveryPolicy(backoff, backoff, children, Optional.empty(), Duration.ofMinutes(5));
    return Redelivery.of(incident, new Recording(), policy);
  }

  private static Incident child(int revision) {
    Incident incident = Samples.incident();
    incident.setRevision(revision);
    incident.setParent("gateway");
    return incident;
  }

  @ParameterizedTest
  @CsvSource({
    "DELIVER, 1, delivered to hook, OPEN",
    "DELIVER, 2, delivered to hook, OPEN",
    "WITHDRAW, 1, left out: it belongs to a roll-up,",
    "WITHDRAW, 2, delivered to hook, WITHDRAWN"
  })
  void shouldTreatAChildOfARollUpAsTheSinkDoes(
      Children children, int revision, String how, Status status) {
    // When
    Fate fate = redeliver(child(revision), children);

    // Then
    assertThat(fate).isEqualTo(new Fate.Done(how));
    assertThat(taken).isEqualTo(status == null ? List.of() : List.of(status));
  }

  @Test
  void shouldTellARefusalFromWhatMayPass() {
    failure = Optional.of(new DeliveryException.Permanent("it answers 400", null));
    assertThat(redeliver(Samples.incident(), Children.WITHDRAW))
        .isEqualTo(new Fate.Refused("still refused by hook: it answers 400"));
    failure = Optional.of(new DeliveryException.Denied("it answers 401", null));
    assertThat(redeliver(Samples.incident(), Children.WITHDRAW))
        .isEqualTo(new Fate.Away("hook fails: it answers 401"));
  }
}
