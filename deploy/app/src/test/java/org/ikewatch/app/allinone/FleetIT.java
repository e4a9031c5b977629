package org.ikewatch.app.allinone;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ikewatch.app.simulate.Fleet;
import org.ikewatch.app.simulate.Scenario;
import org.ikewatch.app.simulate.SimulatedHost;
import org.ikewatch.app.simulate.SyslogSender;
import org.ikewatch.app.testing.Installation;
import org.ikewatch.app.testing.Launcher;
import org.ikewatch.app.testing.RunningInstallation;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningInstallation.class)
class FleetIT {
  private static final Fleet FLEET = Fleet.of(20);
  private static final List<Fleet.Message> MESSAGES =
      FLEET.play(Instant.parse("2002-03-15T07:14:00Z"), 1, 120);

  /** In what a live run differs from a replay: only a replay has files. */
  private static final String PLACE = "\"file\":(\"[^\"]*\"|null),\"line\":(\\d+|null)";

  private final Installation ikewatch;

  @TempDir private Path directory;

  FleetIT(Installation ikewatch) {
    this.ikewatch = ikewatch;
  }

  @Test
  void shouldGiveEveryHostItsVerdictLiveAndReplayed() throws Exception {
    // Given
    Path file = directory.resolve("fleet.log");
    Files.write(file, MESSAGES.stream().map(Fleet.Message::line).toList());

    // When
    try (SyslogSender sender = SyslogSender.to(ikewatch.tcp(), true)) {
      sender.sendAll(MESSAGES);
    }
    Launcher.Ended replay = Launcher.run("replay", "--syslog", "--format", "json", file.toString());

    // Then
    await().atMost(Duration.ofSeconds(30)).until(() -> verdicts(newest()).equals(truth()));
    FLEET.hosts().stream()
        .filter(host -> host.scenario().truth().isEmpty())
        .forEach(healthy -> ikewatch.awaitSettled(healthy.name()));
    assertThat(verdicts(newest())).isEqualTo(truth());
    assertThat(replay.err()).isEmpty();
    assertThat(replay.out().lines().map(FleetIT::withoutPlace))
        .containsExactlyInAnyOrderElementsOf(
            newest().values().stream()
                .map(new IncidentJson()::line)
                .map(FleetIT::withoutPlace)
                .toList());
  }

  private static Map<String, String> truth() {
    return FLEET.hosts().stream()
        .filter(host -> host.scenario().truth().isPresent())
        .collect(toMap(SimulatedHost::name, FleetIT::truthOf));
  }

  private static String truthOf(SimulatedHost host) {
    Scenario.Truth truth = host.scenario().truth().orElseThrow();
    return String.join(
        " ",
        truth.verdict().name(),
        truth.confidence().name(),
        truth.reason().map(Enum::name).orElse("-"),
        truth.peerKnown() ? host.peer() : "-");
  }

  private static Map<String, String> verdicts(Map<String, Incident> incidents) {
    return incidents.values().stream().collect(toMap(Incident::getHost, FleetIT::verdictOf));
  }

  private static String verdictOf(Incident incident) {
    return String.join(
        " ",
        incident.getVerdict().name(),
        incident.getConfidence().name(),
        Optional.ofNullable(incident.getReason()).map(Enum::name).orElse("-"),
        Optional.ofNullable(incident.getPeer()).orElse("-"));
  }

  /** The newest revision of every incident of the fleet; two of one host would be a failure. */
  private Map<String, Incident> newest() {
    Set<String> names = FLEET.hosts().stream().map(SimulatedHost::name).collect(toSet());
    return ikewatch.published().stream()
        .filter(incident -> names.contains(incident.getHost()))
        .collect(toMap(Incident::getIncidentId, it -> it, (older, newer) -> newer));
  }

  private static String withoutPlace(String json) {
    return json.replaceAll(PLACE, "");
  }
}
