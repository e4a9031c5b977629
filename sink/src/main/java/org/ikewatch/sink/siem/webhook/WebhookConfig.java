package org.ikewatch.sink.siem.webhook;

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
import org.ikewatch.sink.siem.mapping.Payload;

/**
 * A receiver of signed JSON.
 *
 * @param secret what the body is signed with
 * @param authorization the value of the header {@code Authorization}; empty for none
 * @param payload what the body holds
 */
public record WebhookConfig(HttpConfig http, String secret, String authorization, Payload payload)
    implements DestinationConfig {
  private static final Setting<URI> URL =
      HttpConfig.url("Where each revision is posted, http or https.");

  private static final Setting<String> SECRET =
      required(
              "secret",
              "The key of the signature: the header `X-IKEwatch-Signature: sha256=HEX` is the"
                  + " HMAC-SHA256 of the body.",
              (String text) -> text)
          .hidden();

  private static final Setting<Payload> FORMAT =
      Payload.setting("What the body holds", Payload.JSON, Payload.ECS, Payload.OCSF);

  public static final DestinationType TYPE =
      new DestinationType(
          "webhook",
          "Every revision as JSON in a signed POST of its own, with `Idempotency-Key:"
              + " incidentId/revision`. 2xx: delivered. 408, 425, 429 (with `Retry-After`), 5xx, no"
              + " answer: tried again. 401, 403, 404, 405, 407, 410, 3xx: paused. Other 4xx:"
              + " dead-lettered.",
          Children.WITHDRAW,
          Setting.together(
              List.of(URL, SECRET, HttpConfig.AUTHORIZATION, FORMAT), HttpConfig.COMMON),
          WebhookConfig::read);

  private static Optional<DestinationConfig> read(Settings settings) {
    Optional<HttpConfig> http = HttpConfig.read(settings, URL);
    Optional<String> secret = settings.get(SECRET);
    String authorization = settings.get(HttpConfig.AUTHORIZATION).orElseThrow();
    Payload payload = settings.get(FORMAT).orElseThrow();
    return http.flatMap(
        to -> secret.map(key -> new WebhookConfig(to, key, authorization, payload)));
  }

  @Override
  public Destination open(String name) {
    return new WebhookDestination(name, this);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "WebhookConfig[%s, %s]".formatted(http, payload);
  }
}
