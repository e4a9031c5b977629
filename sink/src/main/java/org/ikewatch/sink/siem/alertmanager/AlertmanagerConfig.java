package org.ikewatch.sink.siem.alertmanager;

import static org.ikewatch.sink.settings.Setting.optional;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.mapping.IncidentLink;

/**
 * A Prometheus Alertmanager.
 *
 * @param authorization the value of the header of that name; empty for none
 * @param labels further labels of every alert
 * @param resend how often what is open is sent again
 * @param hold how long an alert goes on firing there that is not sent again
 * @param link where a person reads the incident
 */
public record AlertmanagerConfig(
    HttpConfig http,
    String authorization,
    Map<String, String> labels,
    Duration resend,
    Duration hold,
    Optional<IncidentLink> link)
    implements DestinationConfig {
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=([^,]+)");

  private static final Setting<URI> URL =
      HttpConfig.url(
          "The Alertmanager, `http://alertmanager.example.com:9093`, with its route prefix where it"
              + " has one and without `/api/v2/alerts`.");

  private static final Setting<Map<String, String>> LABELS =
      optional(
          "labels",
          "",
          "Further labels of every alert, `team=network,site=cupertino`.",
          AlertmanagerConfig::labels);

  private static final Setting<Duration> RESEND =
      optional(
          "resend",
          "1m",
          "How often every open incident is sent again: an Alertmanager that was restarted knows"
              + " nothing.",
          Texts::duration);

  private static final Setting<Duration> HOLD =
      optional(
          "hold",
          "1h",
          "How long an alert goes on firing there when it is not sent again, because the sink or"
              + " Kafka is away; after that Alertmanager takes it for resolved.",
          Texts::duration);

  public static final DestinationType TYPE =
      new DestinationType(
          "alertmanager",
          "An open incident is a firing alert, sent again as long as it is open, and one that is"
              + " resolved or withdrawn is a resolved alert. Its labels stay the same for all its"
              + " life. Since Alertmanager keeps no alerts over a restart, the destination reads the"
              + " topic from its beginning whenever it starts. An incident that joins a roll-up is"
              + " resolved, for the roll-up stands in its place.",
          Children.WITHDRAW,
          Setting.together(
              List.of(URL, HttpConfig.AUTHORIZATION, LABELS, RESEND, HOLD, IncidentLink.SETTING),
              HttpConfig.COMMON),
          AlertmanagerConfig::read);

  public AlertmanagerConfig {
    labels = Map.copyOf(labels);
    if (hold.compareTo(resend) <= 0) {
      throw new IllegalArgumentException(
          "an alert held for " + hold + " is over before it is sent again after " + resend);
    }
  }

  private static Optional<DestinationConfig> read(Settings settings) {
    Optional<HttpConfig> http = HttpConfig.read(settings, URL);
    String authorization = settings.get(HttpConfig.AUTHORIZATION).orElseThrow();
    Map<String, String> labels = settings.get(LABELS).orElseThrow();
    Duration resend = settings.get(RESEND).orElseThrow();
    Duration hold = settings.get(HOLD).orElseThrow();
    Optional<IncidentLink> link = settings.get(IncidentLink.SETTING).orElseThrow();
    return http.flatMap(
        to ->
            settings.made(
                HOLD.key(),
                () -> new AlertmanagerConfig(to, authorization, labels, resend, hold, link)));
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (text.isEmpty()) {
      return labels;
    }
    for (String part : text.split(",", -1)) {
      Matcher label = LABEL.matcher(part.strip());
      if (!label.matches()) {
        throw new IllegalArgumentException("'" + part + "' is not a label such as team=network");
      }
      labels.put(label.group(1), label.group(2));
    }
    return labels;
  }

  @Override
  public Destination open(String name) {
    return new AlertmanagerDestination(name, this, Clock.systemUTC());
  }

  /** Without the authorization. */
  @Override
  public String toString() {
    return "AlertmanagerConfig[%s, labels=%s, resend=%s, hold=%s, link=%s]"
        .formatted(http, labels, resend, hold, link);
  }
}
