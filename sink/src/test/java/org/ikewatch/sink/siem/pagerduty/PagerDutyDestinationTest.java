package org.ikewatch.sink.siem.pagerduty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.sink.Golden;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.http.HttpFaultsContract;
import org.ikewatch.sink.siem.mapping.FormatSamples;
import org.ikewatch.sink.siem.mapping.IncidentLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PagerDutyDestinationTest extends HttpFaultsContract {
  private static final Optional<IncidentLink> LINK =
      Optional.of(new IncidentLink("https://ikewatch.example.com/incidents/{id}"));

  private final PagerDutyFake service =
      new PagerDutyFake(event -> event.path("dedup_key").asText().equals("bad"));

  @Override
  protected Destination destination(HttpConfig http) {
    return new PagerDutyConfig(http, "s3cret", LINK).open("oncall");
  }

  @Override
  protected Fault good(Request request) {
    return service.apply(request);
  }

  private void deliver(Incident... revisions) {
    try (Destination destination = destination(server.config(GENEROUS))) {
      destination.deliver(List.of(revisions));
    }
  }

  @Test
  void shouldMakeAnEventOfEveryKindOfIncident() throws IOException {
    // When
    StringBuilder events = new StringBuilder();
    FormatSamples.incidents()
        .forEach(one -> events.append(PagerDutyEvent.of(one, "key", LINK)).append('\n'));

    // Then
    Golden.assertGolden("siem/pagerduty/events.json", events.toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"RESOLVED", "WITHDRAWN"})
  void shouldTriggerAndResolve(Status end) {
    // Given
    Incident over = incident("a1", 3);
    over.setStatus(end);

    // When, Then
    deliver(incident("a1", 1), incident("a1", 2), incident("b", 1));
    assertThat(service.open()).containsOnlyKeys("a1", "b");
    assertThat(service.open().get("a1").at("/payload/custom_details/revision").asInt())
        .isEqualTo(2);
    deliver(over);
    assertThat(service.open()).containsOnlyKeys("b");
    deliver(over);
    assertThat(service.open()).containsOnlyKeys("b");
  }

  @Test
  void shouldBePausedByAWrongKey() {
    try (Destination destination =
        new PagerDutyConfig(server.config(GENEROUS), "wrong", LINK).open("oncall")) {
      assertThatThrownBy(() -> destination.deliver(List.of(incident("a1", 1))))
          .isInstanceOf(DeliveryException.Denied.class)
          .hasMessageContaining("'routing_key' is invalid");
    }
  }

  @Test
  void shouldRefuseAnEventThatIsWrong() {
    assertThatThrownBy(() -> deliver(incident("bad", 1)))
        .isInstanceOf(DeliveryException.Permanent.class)
        .hasMessageContaining("Event object is invalid");
  }

  @Test
  void shouldKeepTheNewestRecordsWhereAllAreTooMany() {
    // Given
    Incident long1 = incident("a1", 1);
    List<Evidence> records = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      records.add(
          Evidence.newBuilder(long1.getEvidence().get(0))
              .setText("record " + i + " \u20ac".repeat(500))
              .build());
    }
    long1.setEvidence(records);

    // When
    deliver(long1);

    // Then
    assertThat(service.open().get("a1").at("/payload/custom_details/evidence"))
        .hasSize(100)
        .last()
        .asString()
        .contains("record 999");
  }

  @Property(tries = 60)
  void shouldStayWithinItsLimits(
      @ForAll @StringLength(max = 4000) String host,
      @ForAll @StringLength(min = 1, max = 400) String id,
      @ForAll @StringLength(max = 900) String text,
      @ForAll Scope scope) {
    // Given
    Incident incident = incident(id, 1);
    incident.setHost(host);
    incident.setScope(scope);
    incident.setExplanation(Collections.nCopies(900, text));

    // When
    String event = PagerDutyEvent.of(incident, "s3cret", LINK);

    // Then
    assertThat(event.getBytes(UTF_8).length).isLessThanOrEqualTo(512 * 1024);
    PagerDutyFake strict = new PagerDutyFake(any -> false);
    assertThat(strict.apply(new Request("POST", "/", Map.of(), event)))
        .isInstanceOfSatisfying(
            Fault.Answer.class, answer -> assertThat(answer.status()).isEqualTo(202));
  }
}
