package org.ikewatch.sink.siem.opensearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ikewatch.schemas.Truncation;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.siem.http.HttpAnswer;

/** What became of each document of a bulk request. */
final class BulkAnswer {
  private static final int QUOTED = 300;

  private final JsonNode items;

  private BulkAnswer(JsonNode items) {
    this.items = items;
  }

  /**
   * The answer to so many documents.
   *
   * @throws DeliveryException.Retriable where it is no such answer
   */
  static BulkAnswer read(HttpAnswer http, int documents) {
    try {
      JsonNode items = new JsonMapper().readTree(http.body()).path("items");
      if (items.size() == documents) {
        return new BulkAnswer(items);
      }
    } catch (JsonProcessingException e) {
      // It is told below.
    }
    throw new DeliveryException.Retriable("no answer to a bulk request: " + http.said(), null);
  }

  /**
   * Returns where every document is there, or a newer one.
   *
   * @throws DeliveryException.Denied where the index is not there or not ours to write
   * @throws DeliveryException.Retriable where some were not taken now
   * @throws DeliveryException.Permanent where some are refused for what they hold
   */
  void requireAllTaken() {
    SortedMap<Integer, String> refused = new TreeMap<>();
    DeliveryException denied = null;
    DeliveryException later = null;
    for (int place = 0; place < items.size(); place++) {
      JsonNode item = items.get(place).path("index");
      int status = item.path("status").asInt();
      String said = status + ": " + reason(item.path("error"));
      switch (status) {
        // A conflict is with a revision that is there already, this one or a newer.
        case 200, 201, 409 -> {}
        case 401, 403, 404, 405, 410 -> denied = new DeliveryException.Denied(said, null);
        case 400, 413, 422 -> refused.put(place, said);
        default -> later = new DeliveryException.Retriable("not all was taken: " + said, null);
      }
    }
    if (denied != null) {
      throw denied;
    }
    if (later != null) {
      throw later;
    }
    if (!refused.isEmpty()) {
      throw new DeliveryException.Permanent(
          "some are refused: " + refused.get(refused.firstKey()), null, refused);
    }
  }

  private static String reason(JsonNode error) {
    return Truncation.truncate(
        error.path("type").asText() + ": " + error.path("reason").asText(), QUOTED);
  }
}
