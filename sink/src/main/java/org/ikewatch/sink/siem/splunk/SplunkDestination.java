package org.ikewatch.sink.siem.splunk;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.HttpAnswer;
import org.ikewatch.sink.siem.http.HttpSender;
import org.ikewatch.sink.siem.mapping.JsonObject;

/**
 * A collector that gets revisions as events, many in a request. With acknowledgement a batch counts
 * as delivered when the indexers have written it; where they do not say so in time, all of it is
 * sent again.
 */
final class SplunkDestination implements Destination {
  private static final int BATCH = 100;
  private static final Duration FIRST_LOOK = Duration.ofMillis(100);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  private final String name;
  private final SplunkConfig config;
  private final Time time;
  private final HttpSender sender;
  private final URI events;
  private final URI acknowledgements;

  /** Acknowledgements are numbered by channel, and a channel is one sender's. */
  private final String channel = UUID.randomUUID().toString();

  /** The time that passes between two looks for an acknowledgement. */
  interface Time {
    Time SYSTEM =
        new Time() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void pass(Duration wait) throws InterruptedException {
            Thread.sleep(wait.toMillis());
          }
        };

    long nanos();

    void pass(Duration wait) throws InterruptedException;
  }

  SplunkDestination(String name, SplunkConfig config, Time time) {
    this.name = name;
    this.config = config;
    this.time = time;
    this.sender = new HttpSender(config.http(), Clock.systemUTC());
    this.events = config.http().below("services/collector/event");
    this.acknowledgements = config.http().below("services/collector/ack?channel=" + channel);
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
  public void deliver(List<Incident> revisions) {
    StringBuilder body = new StringBuilder();
    revisions.forEach(one -> body.append(event(one).line()));
    HttpAnswer http = exchange(events, body.toString());
    HecAnswer answer = HecAnswer.read(http);
    answer.requireNoFault(revisions.size());
    sender.requireGood(http);
    OptionalLong ackId = answer.ackId();
    if (config.acknowledgement().isPresent()) {
      if (ackId.isEmpty()) {
        throw new DeliveryException.Denied("its token has no indexer acknowledgement", null);
      }
      await(ackId.getAsLong(), config.acknowledgement().orElseThrow());
    }
  }

  private JsonObject event(Incident incident) {
    return new JsonObject()
        .raw("time", BigDecimal.valueOf(incident.getUpdatedAt().toEpochMilli(), 3).toString())
        .put("host", incident.getHost())
        .put("source", config.source())
        .put("sourcetype", config.sourcetype())
        .put("index", config.index())
        .put(
            "fields",
            new JsonObject()
                .put("incidentId", incident.getIncidentId())
                .put("revision", incident.getRevision()))
        .raw("event", config.payload().line(incident));
  }

  private void await(long ackId, Duration atMost) {
    long end = time.nanos() + atMost.toNanos();
    Duration look = FIRST_LOOK;
    try {
      while (!isAcknowledged(ackId)) {
        if (time.nanos() - end >= 0) {
          throw new DeliveryException.Retriable(
              "the indexers do not acknowledge within " + atMost.toSeconds() + " s", null);
        }
        time.pass(look);
        look =
            look.multipliedBy(2).compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : LONGEST_LOOK;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeliveryException.Retriable("interrupted", e);
    }
  }

  private boolean isAcknowledged(long ackId) {
    HttpAnswer http = exchange(acknowledgements, "{\"acks\":[" + ackId + "]}");
    HecAnswer answer = HecAnswer.read(http);
    answer.requireUnderstood();
    sender.requireGood(http);
    return answer.acknowledges(ackId);
  }

  private HttpAnswer exchange(URI to, String body) {
    return sender.exchange(
        sender
            .request(to)
            .header("Authorization", "Splunk " + config.token())
            .header("X-Splunk-Request-Channel", channel)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  @Override
  public void close() {
    // The client's threads end with its last request.
  }
}
