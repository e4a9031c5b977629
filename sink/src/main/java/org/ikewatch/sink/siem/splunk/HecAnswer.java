package org.ikewatch.sink.siem.splunk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.siem.http.HttpAnswer;
import org.ikewatch.sink.siem.http.HttpVerdict;

/**
 * What the HTTP Event Collector answered (Splunk, "Getting Data In", "Troubleshoot HTTP Event
 * Collector": possible error codes).
 */
final class HecAnswer {
  /**
   * Answers of 400 that are no fault of an event: incorrect index, data channel missing or invalid,
   * acknowledgement disabled, authorization in the query not enabled.
   */
  private static final Set<Integer> OURS = Set.of(7, 10, 11, 14, 16);

  private static final int BAD_REQUEST = 400;

  private final HttpAnswer http;
  private final JsonNode json;

  private HecAnswer(HttpAnswer http, JsonNode json) {
    this.http = http;
    this.json = json;
  }

  static HecAnswer read(HttpAnswer http) {
    try {
      return new HecAnswer(http, new JsonMapper().readTree(http.body()));
    } catch (JsonProcessingException e) {
      return new HecAnswer(http, JsonMapper.builder().build().createObjectNode());
    }
  }

  /**
   * Returns where nothing is wrong with the events.
   *
   * @param events how many were sent
   * @throws DeliveryException.Denied where the settings are
   * @throws DeliveryException.Permanent where one of the events is
   */
  void requireNoFault(int events) {
    if (http.status() != BAD_REQUEST) {
      return;
    }
    if (OURS.contains(json.path("code").asInt(-1))) {
      throw HttpVerdict.denied(http);
    }
    int place = json.path("invalid-event-number").asInt(-1);
    boolean known = place >= 0 && place < events;
    throw new DeliveryException.Permanent(
        http.said(), null, known ? Map.of(place, http.said()) : Map.of());
  }

  /** Returns where the question was understood; it is ours, and no event's fault. */
  void requireUnderstood() {
    if (http.status() == BAD_REQUEST) {
      throw HttpVerdict.denied(http);
    }
  }

  /**
   * The number by which the batch is acknowledged; empty where the token does not want that.
   *
   * @throws DeliveryException.Retriable where this is no answer of a collector
   */
  OptionalLong ackId() {
    if (json.path("code").asInt(-1) != 0) {
      throw strange();
    }
    JsonNode id = json.path("ackId");
    return id.isIntegralNumber() ? OptionalLong.of(id.asLong()) : OptionalLong.empty();
  }

  /**
   * Whether the batch of this number is acknowledged.
   *
   * @throws DeliveryException.Retriable where this is no answer of a collector
   */
  boolean acknowledges(long ackId) {
    if (!json.path("acks").isObject()) {
      throw strange();
    }
    return json.path("acks").path(String.valueOf(ackId)).asBoolean(false);
  }

  private DeliveryException strange() {
    return new DeliveryException.Retriable("no answer of a collector: " + http.said(), null);
  }
}
