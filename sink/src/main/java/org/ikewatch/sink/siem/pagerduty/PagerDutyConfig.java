package org.ikewatch.sink.siem.pagerduty;

import static org.ikewatch.sink.settings.Setting.required;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.mapping.IncidentLink;

/**
 * A service of PagerDuty.
 *
 * @param link where a person reads the incident
 */
public record PagerDutyConfig(HttpConfig http, String routingKey, Optional<IncidentLink> link)
    implements DestinationConfig {
  private static final Setting<URI> URL =
      HttpConfig.url(
          "The Events API v2; in the EU service region"
              + " `https://events.eu.pagerduty.com/v2/enqueue`.",
          "https://events.pagerduty.com/v2/enqueue");

  private static final Setting<String> ROUTING_KEY =
      required(
              "routing-key",
              "The integration key of the service's \"Events API v2\" integration.",
              (String text) -> text)
          .hidden();

  public static final DestinationType TYPE =
      new DestinationType(
          "pagerduty",
          "An open incident triggers an alert of PagerDuty (Events API v2), each further revision"
              + " updates it, and one that is resolved or withdrawn resolves it; `dedup_key` is the"
              + " incident's id. An incident that joins a roll-up is resolved, for the roll-up"
              + " stands in its place. 400: dead-lettered, but for a wrong key, which pauses it.",
          Children.WITHDRAW,
          Setting.together(List.of(ROUTING_KEY, URL, IncidentLink.SETTING), HttpConfig.COMMON),
          PagerDutyConfig::read);

  private static Optional<DestinationConfig> read(Settings settings) {
    Optional<HttpConfig> http = HttpConfig.read(settings, URL);
    Optional<String> key = settings.get(ROUTING_KEY);
    Optional<IncidentLink> link = settings.get(IncidentLink.SETTING).orElseThrow();
    return http.flatMap(to -> key.map(known -> new PagerDutyConfig(to, known, link)));
  }

  @Override
  public Destination open(String name) {
    return new PagerDutyDestination(name, this);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "PagerDutyConfig[%s, link=%s]".formatted(http, link);
  }
}
