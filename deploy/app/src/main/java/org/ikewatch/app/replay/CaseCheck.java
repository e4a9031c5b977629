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
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.HostProfile;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.streams.host.CorrelationConfig;

/** Runs a case and tells where the incidents differ from those it expects. */
public final class CaseCheck {
  private static final HostDefaults DEFAULTS = new HostDefaults(ZoneId.of("UTC"), "");

  private final ObjectMapper mapper = new ObjectMapper();
  private final IncidentJson json = new IncidentJson();

  /** The differences, one a line; empty where the case holds. */
  public List<String> differences(Case scenario) {
    List<String> differences = new ArrayList<>();
    List<Replayed> replayed = read(scenario);
    for (Replayed one : replayed) {
      if (one instanceof Replayed.Rejected rejected) {
        String sender = rejected.input().getSender();
        differences.add(
            "a line of " + sender + " is no audit record: " + rejected.input().getReason());
      }
    }
    List<Map<String, Object>> found =
        incidents(scenario, replayed).stream().map(this::fields).toList();
    if (found.size() != scenario.incidents().size()) {
      differences.add(
          "expected " + scenario.incidents().size() + " incidents, found " + found.size());
      found.forEach(incident -> differences.add("found " + incident));
      return differences;
    }
    for (int i = 0; i < found.size(); i++) {
      compare("incident " + (i + 1) + ": ", scenario.incidents().get(i), found.get(i), differences);
    }
    return differences;
  }

  /** The audit records that a case's lines hold, each host's in the order of its lines. */
  public List<AuditRecord> records(Case scenario) {
    return records(read(scenario));
  }

  /** The incidents that a case comes to. */
  public List<Incident> incidents(Case scenario) {
    return incidents(scenario, read(scenario));
  }

  private static void compare(
      String place,
      Map<String, Object> expected,
      Map<String, Object> found,
      List<String> differences) {
    expected.forEach(
        (field, value) -> {
          if (!found.containsKey(field)) {
            differences.add(place + "there is no field " + field);
          } else if (!String.valueOf(value).equals(String.valueOf(found.get(field)))) {
            differences.add(place + field + " is " + found.get(field) + ", expected " + value);
          }
        });
  }

  private static List<Incident> incidents(Case scenario, List<Replayed> replayed) {
    Replay replay = new Replay(CorrelationConfig.DEFAULT);
    records(replayed).forEach(replay::feed);
    return replay.incidents(scenario.passing());
  }

  private static List<AuditRecord> records(List<Replayed> replayed) {
    List<AuditRecord> records = new ArrayList<>();
    for (Replayed one : replayed) {
      if (one instanceof Replayed.Audited audited) {
        records.add(audited.record());
      }
    }
    return records;
  }

  private static List<Replayed> read(Case scenario) {
    List<HostProfile> profiles = new ArrayList<>();
    scenario.hosts().forEach((name, host) -> profiles.add(profile(name, host)));
    List<Replayed> replayed = new ArrayList<>();
    try (AuditReplay reader =
        new AuditReplay(HostDirectory.of(DEFAULTS, profiles), replayed::add)) {
      scenario
          .hosts()
          .forEach(
              (name, host) -> {
                List<String> lines = host.lines().lines().toList();
                if (scenario.syslog()) {
                  reader.syslogLines(name, name, lines);
                } else {
                  reader.auditLines(name, name, lines);
                }
              });
    }
    return replayed;
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
