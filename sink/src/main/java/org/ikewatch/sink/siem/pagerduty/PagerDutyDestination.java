package org.ikewatch.sink.siem.pagerduty;

import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.HttpAnswer;
import org.ikewatch.sink.siem.http.HttpSender;
import org.ikewatch.sink.siem.http.HttpVerdict;

/** A service that has people woken, an event a request. */
final class PagerDutyDestination implements Destination {
  private static final int BAD_REQUEST = 400;

  /** It answers a wrong key as it does a wrong event; the errors name what is wrong. */
  private static final Pattern WRONG_KEY = Pattern.compile("(?i)routing.?key");

  private final String name;
  private final PagerDutyConfig config;
  private final HttpSender sender;

  PagerDutyDestination(String name, PagerDutyConfig config) {
    this.name = name;
    this.config = config;
    this.sender = new HttpSender(config.http(), Clock.systemUTC());
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
      String event = PagerDutyEvent.of(revision, config.routingKey(), config.link());
      HttpAnswer answer =
          sender.exchange(
              sender
                  .request(config.http().url())
                  .POST(HttpRequest.BodyPublishers.ofString(event))
                  .build());
      if (answer.status() == BAD_REQUEST && WRONG_KEY.matcher(answer.body()).find()) {
        throw HttpVerdict.denied(answer);
      }
      sender.requireGood(answer);
    }
  }

  @Override
  public void close() {
    // The client's threads end with its last request.
  }
}
