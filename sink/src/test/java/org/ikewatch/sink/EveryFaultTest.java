package org.ikewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.incident;
import static org.ikewatch.sink.siem.http.FaultyServer.answer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Backoff;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.siem.alertmanager.AlertmanagerConfig;
import org.ikewatch.sink.siem.alertmanager.AlertmanagerFake;
import org.ikewatch.sink.siem.http.FaultyServer;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.mapping.Payload;
import org.ikewatch.sink.siem.opensearch.BulkFake;
import org.ikewatch.sink.siem.opensearch.OpenSearchConfig;
import org.ikewatch.sink.siem.pagerduty.PagerDutyConfig;
import org.ikewatch.sink.siem.pagerduty.PagerDutyFake;
import org.ikewatch.sink.siem.splunk.HecFake;
import org.ikewatch.sink.siem.splunk.SplunkConfig;
import org.ikewatch.sink.siem.webhook.WebhookConfig;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every destination that is spoken to over HTTP, fed while every fault there is meets it at random:
 * in the end it holds the newest revision of each incident, and only what it refuses for what it
 * holds is dead-lettered.
 */
@Timeout(120)
class EveryFaultTest {
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final int INCIDENTS = 12;
  private static final int REVISIONS = 3;

  /** A destination, what answers it, and the newest revision that this holds of each incident. */
  private record Receiver(
      Function<HttpConfig, DestinationConfig> config,
      Function<Request, Fault> answers,
      Supplier<Map<String, Long>> newest) {}

  static List<Arguments> receivers() {
    List<Arguments> all = new ArrayList<>();
    for (long seed = 1; seed <= 4; seed++) {
      all.add(Arguments.of("webhook", seed, webhook()));
      all.add(Arguments.of("splunk", seed, splunk()));
      all.add(Arguments.of("opensearch", seed, openSearch()));
      all.add(Arguments.of("pagerduty", seed, pagerDuty()));
      all.add(Arguments.of("alertmanager", seed, alertmanager()));
    }
    return all;
  }

  private static Receiver webhook() {
    Map<String, Long> newest = new HashMap<>();
    return new Receiver(
        http -> new WebhookConfig(http, "s3cret", "", Payload.JSON),
        request -> {
          String[] key = request.headers().get("idempotency-key").split("/", 2);
          if (key[0].equals("bad")) {
            return answer(422);
          }
          long revision = Long.parseLong(key[1]);
          long before = newest.getOrDefault(key[0], 0L);
          newest.put(key[0], revision >= before ? revision : Long.MIN_VALUE);
          return answer(202);
        },
        () -> newest);
  }

  private static Receiver splunk() {
    HecFake fake = new HecFake(event -> event.at("/fields/incidentId").asText().equals("bad"));
    return new Receiver(
        http -> new SplunkConfig(http, "s3cret", "", "s", "t", Payload.JSON, Optional.empty()),
        fake,
        () -> {
          Map<String, Long> newest = new HashMap<>();
          fake.indexed()
              .forEach(
                  event ->
                      newest.merge(
                          event.at("/fields/incidentId").asText(),
                          event.at("/fields/revision").asLong(),
                          Math::max));
          return newest;
        });
  }

  private static Receiver openSearch() {
    BulkFake fake = new BulkFake().answering("bad", 400);
    return new Receiver(
        http -> new OpenSearchConfig(http, "incidents", "", true), fake, fake::versions);
  }

  private static Receiver pagerDuty() {
    PagerDutyFake fake = new PagerDutyFake(event -> event.path("dedup_key").asText().equals("bad"));
    return new Receiver(
        http -> new PagerDutyConfig(http, "s3cret", Optional.empty()),
        fake,
        () -> {
          Map<String, Long> newest = new HashMap<>();
          fake.open()
              .forEach(
                  (id, event) ->
                      newest.put(id, event.at("/payload/custom_details/revision").asLong()));
          return newest;
        });
  }

  private static Receiver alertmanager() {
    AlertmanagerFake fake =
        new AlertmanagerFake(alert -> alert.at("/labels/incident_id").asText().equals("bad"));
    return new Receiver(
        http ->
            new AlertmanagerConfig(
                http, "", Map.of(), Duration.ofMinutes(1), Duration.ofHours(1), Optional.empty()),
        fake,
        () -> {
          Map<String, Long> newest = new HashMap<>();
          fake.firing(Instant.now()).forEach((id, at) -> newest.put(id, Long.parseLong(at)));
          return newest;
        });
  }

  /** Some faults come after the receiver did what it was asked to: it is asked again. */
  private static Fault fault(Request request, Receiver receiver, SplittableRandom random) {
    Fault good = receiver.answers().apply(request);
    return switch (random.nextInt(26)) {
      case 0, 1 -> new Fault.Reset();
      case 2 -> new Fault.Torn();
      case 3 -> new Fault.Garbage();
      case 4 -> new Fault.Silence();
      case 5 -> new Fault.Drip();
      case 6 -> answer(500);
      case 7 -> answer(502, "<html>Bad gateway</html>");
      case 8 -> new Fault.Answer(503, "Retry-After: 3600\r\n", "");
      case 9 -> new Fault.Answer(429, "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n", "");
      case 10 -> answer(401);
      case 11 -> answer(403);
      case 12 -> answer(404);
      case 13 -> new Fault.Answer(302, "Location: https://login.example.com/\r\n", "");
      default -> good;
    };
  }

  private static List<Incident> incidents(SplittableRandom random) {
    Map<String, Integer> revisions = new HashMap<>();
    List<Incident> all = new ArrayList<>();
    while (all.size() < INCIDENTS * REVISIONS) {
      String id = "i" + random.nextInt(INCIDENTS);
      if (revisions.getOrDefault(id, 0) < REVISIONS) {
        all.add(incident(id, revisions.merge(id, 1, Integer::sum)));
      }
    }
    all.add(random.nextInt(all.size()), incident("bad", 1));
    return all;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("receivers")
  void shouldLoseNothingAndBurnNothing(String name, long seed, Receiver receiver)
      throws IOException {
    // Given
    SplittableRandom random = new SplittableRandom(seed);
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    FeedHarness harness =
        new FeedHarness(
            new DeliveryPolicy(
                backoff,
                backoff,
                Children.WITHDRAW,
                Optional.empty(),
                seed % 2 == 0 ? Duration.ofMinutes(5) : Duration.ZERO));
    List<Incident> incidents = incidents(random);
    int poison = incidents.stream().map(Incident::getIncidentId).toList().indexOf("bad");

    // When
    try (FaultyServer server =
        new FaultyServer().otherwise(request -> fault(request, receiver, random))) {
      try (Destination destination = receiver.config().apply(server.config(SHORT)).open(name)) {
        harness.feed(destination, incidents);
      }
    }

    // Then
    Map<String, Long> newest = new HashMap<>();
    for (int i = 0; i < INCIDENTS; i++) {
      newest.put("i" + i, (long) REVISIONS);
    }
    assertThat(receiver.newest().get()).isEqualTo(newest);
    assertThat(harness.deadLetters()).containsExactly(poison + " DELIVERY_REFUSED");
  }
}
