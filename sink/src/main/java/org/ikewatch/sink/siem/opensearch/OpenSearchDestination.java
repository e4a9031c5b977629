package org.ikewatch.sink.siem.opensearch;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.List;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.HttpAnswer;
import org.ikewatch.sink.siem.http.HttpSender;
import org.ikewatch.sink.siem.mapping.JsonObject;
import org.ikewatch.sink.siem.mapping.Payload;

/** An index with the newest revision of each incident. */
final class OpenSearchDestination implements Destination {
  private static final int BATCH = 500;

  /** Of an answer; one item that is refused takes some 500 bytes. */
  private static final int LONGEST_ANSWER = 4 << 20;

  private final String name;
  private final OpenSearchConfig config;
  private final HttpSender sender;
  private final URI bulk;
  private boolean templated;

  OpenSearchDestination(String name, OpenSearchConfig config) {
    this.name = name;
    this.config = config;
    this.sender = new HttpSender(config.http(), Clock.systemUTC());
    this.bulk =
        config
            .http()
            .below(
                config.index()
                    + "/_bulk?filter_path=items.*.status,items.*.error.type,items.*.error.reason");
    this.templated = !config.template();
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
    if (!templated) {
      putTemplate();
      templated = true;
    }
    StringBuilder body = new StringBuilder();
    for (Incident revision : revisions) {
      body.append(new JsonObject().put("index", action(revision)).line()).append('\n');
      body.append(Payload.ECS.line(revision)).append('\n');
    }
    HttpAnswer answer =
        sender.exchange(
            request(bulk)
                .setHeader("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            LONGEST_ANSWER);
    sender.requireGood(answer);
    BulkAnswer.read(answer, revisions.size()).requireAllTaken();
  }

  private static JsonObject action(Incident revision) {
    return new JsonObject()
        .put("_id", revision.getIncidentId())
        .put("version", revision.getRevision())
        .put("version_type", "external");
  }

  private void putTemplate() {
    HttpAnswer answer =
        sender.exchange(
            request(config.http().below("_index_template/" + config.index()))
                .PUT(HttpRequest.BodyPublishers.ofString(IndexTemplate.of(config.index())))
                .build());
    try {
      sender.requireGood(answer);
    } catch (DeliveryException.Permanent | DeliveryException.Denied e) {
      // No incident is to blame for it.
      throw new DeliveryException.Denied(
          "the index template cannot be put there (template=false leaves it to you): "
              + e.getMessage(),
          e);
    }
  }

  private HttpRequest.Builder request(URI to) {
    HttpRequest.Builder request = sender.request(to);
    return config.authorization().isEmpty()
        ? request
        : request.header("Authorization", config.authorization());
  }

  @Override
  public void close() {
    // The client's threads end with its last request.
  }
}
