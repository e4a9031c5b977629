package org.ikewatch.sink.siem.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.Golden;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.FaultyServer;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.http.HttpFaultsContract;
import org.ikewatch.sink.siem.mapping.FormatSamples;
import org.ikewatch.sink.siem.mapping.IncidentLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertmanagerDestinationTest extends HttpFaultsContract {
  private static final Instant START = Instant.parse("2026-03-15T07:00:00Z");

  private final AlertmanagerFake alertmanager =
      new AlertmanagerFake(alert -> alert.at("/labels/incident_id").asText().equals("bad"));
  private Instant now = START;
  private Destination destination;

  private AlertmanagerConfig config(HttpConfig http) {
    return new AlertmanagerConfig(
        http,
        "Bearer s3cret",
        Map.of("team", "network"),
        Duration.ofMinutes(1),
        Duration.ofHours(1),
        Optional.of(new IncidentLink("https://ikewatch.example.com/incidents/{id}")));
  }

  @Override
  protected Destination destination(HttpConfig http) {
    InstantSource source = () -> now;
    return new AlertmanagerDestination("alerts", config(http), source.withZone(ZoneOffset.UTC));
  }

  @Override
  protected Fault good(Request request) {
    return alertmanager.apply(request);
  }

  @Override
  protected Instant now() {
    return now;
  }

  @BeforeEach
  void open() {
    destination = destination(server.config(GENEROUS));
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void shouldMakeAnAlertOfEveryKindOfIncident() throws IOException {
    // When
    StringBuilder alerts = new StringBuilder();
    FormatSamples.incidents()
        .forEach(
            one ->
                alerts
                    .append(Alert.of(one, config(server.config(GENEROUS)), START).line())
                    .append('\n'));

    // Then
    Golden.assertGolden("siem/alertmanager/alerts.json", alerts.toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"RESOLVED", "WITHDRAWN"})
  void shouldFireAndResolve(Status end) {
    // Given
    Incident over = incident("a1", 3);
    over.setStatus(end);
    over.setVerdict(Verdict.QM_FAILURE);

    // When, Then
    destination.deliver(List.of(incident("a1", 1), incident("b", 1), incident("a1", 2)));
    assertThat(alertmanager.firing(now)).isEqualTo(Map.of("a1", "2", "b", "1"));
    pass(Duration.ofSeconds(1));
    destination.deliver(List.of(over));
    assertThat(alertmanager.firing(now)).isEqualTo(Map.of("b", "1"));
  }

  @Test
  void shouldSendWhatIsOpenAgainAndAgain() {
    // Given
    Incident over = incident("b", 2);
    over.setStatus(Status.RESOLVED);
    destination.deliver(List.of(incident("a1", 1), incident("b", 1)));
    destination.deliver(List.of(over));

    // When
    for (int minute = 0; minute < 300; minute++) {
      pass(Duration.ofMinutes(1));
      destination.renew();
    }

    // Then
    assertThat(alertmanager.firing(now)).isEqualTo(Map.of("a1", "1"));
    assertThat(server.received()).hasSize(302);
  }

  @Test
  void shouldNotSendAgainBeforeItsTime() {
    // Given
    destination.deliver(List.of(incident("a1", 1)));

    // When
    destination.renew();
    pass(Duration.ofSeconds(59));
    destination.renew();

    // Then
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void shouldTellARestartedOneWhatIsOpen() {
    // Given
    destination.deliver(List.of(incident("a1", 1)));
    alertmanager.restart();
    pass(Duration.ofMinutes(1));
    server.then(FaultyServer.answer(503));

    // When, Then
    assertThatThrownBy(destination::renew).isInstanceOf(DeliveryException.Retriable.class);
    destination.renew();
    assertThat(alertmanager.firing(now)).isEqualTo(Map.of("a1", "1"));
  }

  @Test
  void shouldNotBurnWhatIsRefusedOnlyWhenItIsSentAgain() {
    // Given
    destination.deliver(List.of(incident("a1", 1)));
    pass(Duration.ofMinutes(1));
    server.then(FaultyServer.answer(400));

    // When, Then
    assertThatThrownBy(destination::renew).isInstanceOf(DeliveryException.Retriable.class);
  }

  @Test
  void shouldGoOnFiringForAsLongAsItIsHeldWhereNobodySendsItAgain() {
    // When
    destination.deliver(List.of(incident("a1", 1)));

    // Then
    assertThat(alertmanager.firing(START.plus(Duration.ofMinutes(59)))).containsKey("a1");
    assertThat(alertmanager.firing(START.plus(Duration.ofMinutes(60)))).isEmpty();
  }

  @Test
  void shouldFireAlsoWhereAHostsClockIsAhead() {
    // Given
    Incident ahead = incident("a1", 1);
    ahead.setOpenedAt(Instant.parse("2099-01-01T00:00:00Z"));

    // When
    destination.deliver(List.of(ahead));

    // Then
    assertThat(alertmanager.firing(now)).containsKey("a1");
  }

  @Test
  void shouldReadTheTopicFromItsBeginning() {
    assertThat(destination.startsOver()).isTrue();
  }

  @Test
  void shouldRefuseToHoldAnAlertNoLongerThanUntilItIsSentAgain() {
    assertThatThrownBy(
            () ->
                new AlertmanagerConfig(
                    server.config(GENEROUS),
                    "",
                    Map.of(),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Optional.empty()))
        .hasMessage("an alert held for PT1M is over before it is sent again after PT1M");
  }
}
