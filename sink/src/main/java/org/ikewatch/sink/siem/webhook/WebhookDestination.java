package org.ikewatch.sink.siem.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.List;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.HttpSender;

/** A receiver that gets each revision as JSON in a signed request of its own. */
final class WebhookDestination implements Destination {
  private final String name;
  private final WebhookConfig config;
  private final HttpSender sender;
  private final Hmac hmac;

  WebhookDestination(String name, WebhookConfig config) {
    this.name = name;
    this.config = config;
    this.sender = new HttpSender(config.http(), Clock.systemUTC());
    this.hmac = new Hmac(config.secret());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int batchSize() {
    return 1;
  }

  @Override
  public void deliver(List<Incident> revisions) {
    for (Incident revision : revisions) {
      sender.send(request(revision));
    }
  }

  private HttpRequest request(Incident revision) {
    byte[] body = config.payload().line(revision).getBytes(UTF_8);
    HttpRequest.Builder request =
        sender
            .request(config.http().url())
            .header("X-IKEwatch-Signature", "sha256=" + hmac.hex(body))
            .header("Idempotency-Key", revision.getIncidentId() + "/" + revision.getRevision())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!config.authorization().isEmpty()) {
      request.header("Authorization", config.authorization());
    }
    return request.build();
  }

  @Override
  public void close() {
    // The client's threads end with its last request.
  }
}
