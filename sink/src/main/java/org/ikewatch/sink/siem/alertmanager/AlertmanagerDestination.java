package org.ikewatch.sink.siem.alertmanager;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.HttpSender;
import org.ikewatch.sink.siem.mapping.JsonObject;

/**
 * An Alertmanager, which remembers an alert only as long as someone sends it again and not over a
 * restart. So this remembers what is open, sends it again and again, and learns it anew from the
 * topic when it starts.
 */
final class AlertmanagerDestination implements Destination {
  private static final int BATCH = 500;

  /** Some 30 MB at most; what is forgotten goes on firing for as long as an alert is held. */
  private static final int REMEMBERED = 10_000;

  private final String name;
  private final AlertmanagerConfig config;
  private final Clock clock;
  private final HttpSender sender;
  private final URI alerts;
  private final Map<String, Incident> open = new LinkedHashMap<>();
  private Instant renewal;

  AlertmanagerDestination(String name, AlertmanagerConfig config, Clock clock) {
    this.name = name;
    this.config = config;
    this.clock = clock;
    this.sender = new HttpSender(config.http(), clock);
    this.alerts = config.http().below("api/v2/alerts");
    this.renewal = clock.instant().plus(config.resend());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public boolean startsOver() {
    return true;
  }

  @Override
  public void deliver(List<Incident> revisions) {
    Map<String, Incident> newest = new LinkedHashMap<>();
    revisions.forEach(one -> newest.put(one.getIncidentId(), one));
    post(newest.values());
    newest.values().forEach(this::remember);
  }

  private void remember(Incident incident) {
    open.remove(incident.getIncidentId());
    if (Alert.isFiring(incident)) {
      open.put(incident.getIncidentId(), Alert.essence(incident));
    }
    if (open.size() > REMEMBERED) {
      open.remove(open.keySet().iterator().next());
    }
  }

  @Override
  public boolean renew() {
    if (open.isEmpty() || clock.instant().isBefore(renewal)) {
      return false;
    }
    List<Incident> all = new ArrayList<>(open.values());
    for (int from = 0; from < all.size(); from += BATCH) {
      try {
        post(all.subList(from, Math.min(from + BATCH, all.size())));
      } catch (DeliveryException.Permanent e) {
        // It took each of them before, so that the fault is not theirs.
        throw new DeliveryException.Retriable(e.getMessage(), e);
      }
    }
    renewal = clock.instant().plus(config.resend());
    return true;
  }

  private void post(Collection<Incident> incidents) {
    Instant now = clock.instant();
    Instant held = now.plus(config.hold());
    String body =
        incidents.stream()
            .map(one -> Alert.of(one, config, Alert.isFiring(one) ? held : now))
            .map(JsonObject::line)
            .collect(Collectors.joining(",", "[", "]"));
    HttpRequest.Builder request =
        sender.request(alerts).POST(HttpRequest.BodyPublishers.ofString(body));
    if (!config.authorization().isEmpty()) {
      request.header("Authorization", config.authorization());
    }
    sender.send(request.build());
  }

  @Override
  public void close() {
    // The client's threads end with its last request.
  }
}
