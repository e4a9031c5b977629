package org.ikewatch.sink.siem.splunk;

import static org.ikewatch.sink.settings.Setting.optional;
import static org.ikewatch.sink.settings.Setting.required;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.mapping.Payload;

/**
 * A Splunk HTTP Event Collector.
 *
 * @param index empty: the token's own
 * @param acknowledgement how long the indexers may take to acknowledge a batch; empty: it counts as
 *     delivered when the collector has taken it
 */
public record SplunkConfig(
    HttpConfig http,
    String token,
    String index,
    String source,
    String sourcetype,
    Payload payload,
    Optional<Duration> acknowledgement)
    implements DestinationConfig {
  /** Kafka takes a feed for dead that does not come back within five minutes. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private static final Setting<URI> URL =
      HttpConfig.url(
          "The HTTP Event Collector, `https://splunk.example.com:8088`, without its path.");

  private static final Setting<String> TOKEN =
      required("token", "The token of the collector.", HttpConfig::header).hidden();

  private static final Setting<String> INDEX =
      optional("index", "", "The index; empty: the one of the token.", text -> text);

  private static final Setting<String> SOURCE =
      optional("source", "ikewatch", "The events' `source`.", text -> text);

  private static final Setting<String> SOURCETYPE =
      optional("sourcetype", "ikewatch:incident", "The events' `sourcetype`.", text -> text);

  private static final Setting<Payload> FORMAT =
      Payload.setting("What an event holds", Payload.JSON, Payload.CIM, Payload.ECS, Payload.OCSF);

  private static final Setting<Optional<Duration>> ACKNOWLEDGEMENT =
      optional(
          "ack",
          "off",
          "How long, up to `3m`, the indexers may take to acknowledge a batch before it is sent"
              + " again; the token must have indexer acknowledgement enabled. `off`: what the"
              + " collector has taken counts as delivered.",
          SplunkConfig::acknowledgement);

  public static final DestinationType TYPE =
      new DestinationType(
          "splunk",
          "Every revision as an event of Splunk's HTTP Event Collector, up to 100 in a request, with"
              + " `incidentId` and `revision` as indexed fields. Events may come twice; `dedup"
              + " incidentId sortby -revision` keeps the newest. The collector's own codes tell"
              + " what is tried again (8, 9, 18 to 20, 23), what pauses it (1 to 4, 7, 10, 11, 14,"
              + " 16) and which event is dead-lettered (5, 6, 12, 13, 15).",
          Children.WITHDRAW,
          Setting.together(
              List.of(URL, TOKEN, INDEX, SOURCE, SOURCETYPE, FORMAT, ACKNOWLEDGEMENT),
              HttpConfig.COMMON),
          SplunkConfig::read);

  private static Optional<DestinationConfig> read(Settings settings) {
    Optional<HttpConfig> http = HttpConfig.read(settings, URL);
    Optional<String> token = settings.get(TOKEN);
    String index = settings.get(INDEX).orElseThrow();
    String source = settings.get(SOURCE).orElseThrow();
    String sourcetype = settings.get(SOURCETYPE).orElseThrow();
    Payload payload = settings.get(FORMAT).orElseThrow();
    Optional<Duration> ack = settings.get(ACKNOWLEDGEMENT).orElseThrow();
    return http.flatMap(
        to ->
            token.map(
                known -> new SplunkConfig(to, known, index, source, sourcetype, payload, ack)));
  }

  private static Optional<Duration> acknowledgement(String text) {
    if (text.equals("off")) {
      return Optional.empty();
    }
    Duration wait = Texts.duration(text);
    if (wait.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("'" + text + "' is more than 3m");
    }
    return Optional.of(wait);
  }

  @Override
  public Destination open(String name) {
    return new SplunkDestination(name, this, SplunkDestination.Time.SYSTEM);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "SplunkConfig[%s, index=%s, sourcetype=%s, %s, acknowledgement=%s]"
        .formatted(http, index, sourcetype, payload, acknowledgement);
  }
}
