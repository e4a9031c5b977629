package org.ikewatch.sink.siem;

import static org.ikewatch.sink.settings.Setting.optional;
import static org.ikewatch.sink.settings.Setting.required;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;

/**
 * A receiver of signed JSON.
 *
 * @param secret what the body is signed with
 * @param authorization the value of the header {@code Authorization}; empty for none
 * @param timeout how long connection and answer may take, each
 */
public record WebhookConfig(URI url, String secret, String authorization, Duration timeout)
    implements DestinationConfig {
  private static final Setting<URI> URL =
      required("url", "Where each revision is posted, http or https.", Texts::url);

  private static final Setting<String> SECRET =
      required(
              "secret",
              "The key of the signature: the header `X-IKEwatch-Signature: sha256=HEX` is the"
                  + " HMAC-SHA256 of the body.",
              (String text) -> text)
          .hidden();

  private static final Setting<String> AUTHORIZATION =
      optional(
              "authorization",
              "",
              "The value of the header `Authorization`, such as `Bearer TOKEN`; empty: none is sent.",
              WebhookConfig::header)
          .hidden();

  private static final Setting<Duration> TIMEOUT =
      optional(
          "timeout",
          "10s",
          "How long the connection and the answer may take, each.",
          Texts::duration);

  public static final DestinationType TYPE =
      new DestinationType(
          "webhook",
          "Every revision as JSON in a signed POST of its own, with `Idempotency-Key:"
              + " incidentId/revision`. 2xx: delivered. 408, 425, 429 (with `Retry-After`), 5xx, no"
              + " answer: tried again. 401, 403, 3xx: paused. Other 4xx: dead-lettered.",
          false,
          List.of(URL, SECRET, AUTHORIZATION, TIMEOUT),
          WebhookConfig::read);

  private static Optional<DestinationConfig> read(Settings settings) {
    Optional<URI> url = settings.get(URL);
    Optional<String> secret = settings.get(SECRET);
    String authorization = settings.get(AUTHORIZATION).orElseThrow();
    Duration timeout = settings.get(TIMEOUT).orElseThrow();
    return url.flatMap(to -> secret.map(key -> new WebhookConfig(to, key, authorization, timeout)));
  }

  private static String header(String text) {
    if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("it cannot stand in a header");
    }
    return text;
  }

  @Override
  public Destination open(String name) {
    return new WebhookDestination(name, this);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "WebhookConfig[url=%s, timeout=%s]".formatted(url, timeout);
  }
}
