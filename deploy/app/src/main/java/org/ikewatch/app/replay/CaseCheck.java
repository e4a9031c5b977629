package org.ikewatch.app.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.replay.AuditReplay;
import org.ikewatch.ingest.replay.Replayed;
import org.ikewatch.schemas.HostProfile;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.streams.topology.CorrelationConfig;

/** Runs a case and tells where the incidents differ from those it expects. */
public final class CaseCheck {
  private static final HostDefaults DEFAULTS = new HostDefaults(ZoneId.of("UTC"), "");

  private final ObjectMapper mapper = new ObjectMapper();
  private final IncidentJson json = new IncidentJson();

  /** The differences, one a line; empty where the case holds. */
  public List<String> differences(Case scenario) {
    List<Map<String, Object>> found = incidents(scenario).stream().map(this::fields).toList();
    List<String> differences = new ArrayList<>();
    if (found.size() != scenario.incidents().size()) {
      differences.add(
          "expected " + scenario.incidents().size() + " incidents, found " + found.size());
      found.forEach(incident -> differences.add("found " + incident));
      return differences;
    }
    for (int i = 0; i < found.size(); i++) {
      Map<String, Object> actual = found.get(i);
      String place = "incident " + (i + 1) + ": ";
      scenario
          .incidents()
          .get(i)
          .forEach(
              (field, expected) -> {
                if (!actual.containsKey(field)) {
                  differences.add(place + "there is no field " + field);
                } else if (!String.valueOf(expected).equals(String.valueOf(actual.get(field)))) {
                  differences.add(
                      place + field + " is " + actual.get(field) + ", expected " + expected);
                }
              });
    }
    return differences;
  }

  /** The incidents that a case comes to. */
  public List<Incident> incidents(Case scenario) {
    List<HostProfile> profiles = new ArrayList<>();
    scenario.hosts().forEach((name, host) -> profiles.add(profile(name, host)));
    try (Replay replay = new Replay(CorrelationConfig.DEFAULT)) {
      try (AuditReplay reader =
          new AuditReplay(HostDirectory.of(DEFAULTS, profiles), one -> feed(replay, one))) {
        scenario
            .hosts()
            .forEach((name, host) -> reader.auditLines(name, name, host.lines().lines().toList()));
      }
      return replay.incidents(scenario.passing());
    }
  }

  private static void feed(Replay replay, Replayed replayed) {
    if (replayed instanceof Replayed.Audited audited) {
      replay.feed(audited.record());
    } else if (replayed instanceof Replayed.Rejected rejected) {
      throw new IllegalArgumentException(
          "a line is no audit record: " + rejected.input().getReason());
    }
  }

  private static HostProfile profile(String name, Case.Host host) {
    return HostProfile.newBuilder()
        .setName(name)
        .setAddresses(host.addresses())
        .setProduct(host.product())
        .setTimezone(host.timezone())
        .build();
  }

  private Map<String, Object> fields(Incident incident) {
    try {
      return mapper.readValue(json.line(incident), new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an incident's own JSON is readable", e);
    }
  }
}
