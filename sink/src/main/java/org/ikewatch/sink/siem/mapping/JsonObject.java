package org.ikewatch.sink.siem.mapping;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.util.Collection;

/**
 * An object of JSON in the making. What is absent, empty or null, is left out: the mappings say
 * nothing of what they do not know.
 */
public final class JsonObject {
  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  /** A text. */
  public JsonObject put(String key, String value) {
    if (value != null && !value.isEmpty()) {
      node.put(key, value);
    }
    return this;
  }

  /** A number. */
  public JsonObject put(String key, long value) {
    node.put(key, value);
    return this;
  }

  /** A number that may be absent. */
  public JsonObject number(String key, Long value) {
    return value == null ? this : put(key, value.longValue());
  }

  /** Yes or no. */
  public JsonObject put(String key, boolean value) {
    node.put(key, value);
    return this;
  }

  /** The name of a constant. */
  public JsonObject put(String key, Enum<?> value) {
    return value == null ? this : put(key, value.name());
  }

  /** A time in ISO-8601 UTC. */
  public JsonObject put(String key, Instant time) {
    return time == null ? this : put(key, time.toString());
  }

  /** A time in epoch milliseconds. */
  public JsonObject millis(String key, Instant time) {
    return time == null ? this : put(key, time.toEpochMilli());
  }

  /** An object. */
  public JsonObject put(String key, JsonObject value) {
    if (!value.node.isEmpty()) {
      node.set(key, value.node);
    }
    return this;
  }

  /** A list of texts. */
  public JsonObject texts(String key, Collection<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = node.putArray(key);
      values.forEach(array::add);
    }
    return this;
  }

  /** A list of objects. */
  public JsonObject objects(String key, Collection<JsonObject> values) {
    if (!values.isEmpty()) {
      ArrayNode array = node.putArray(key);
      values.forEach(one -> array.add(one.node));
    }
    return this;
  }

  /** What is JSON already. */
  public JsonObject raw(String key, String json) {
    node.putRawValue(key, new RawValue(json));
    return this;
  }

  /** On one line, without a line end. */
  public String line() {
    return node.toString();
  }
}
