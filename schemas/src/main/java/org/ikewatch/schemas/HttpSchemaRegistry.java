package org.ikewatch.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A registry behind the Confluent Schema Registry's REST API.
 *
 * <p>Everything it has been told is remembered for good, ids never change their meaning: once a
 * schema has been met, the registry may go away.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 3;

  private final RegistryRest rest;
  private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  /**
   * Names a registry without calling it yet.
   *
   * @param baseUrl such as {@code http://127.0.0.1:8081}, with a path where the API has one, such
   *     as {@code /apis/ccompat/v7}, and with {@code user:password@} where the registry asks for
   *     them
   */
  public HttpSchemaRegistry(URI baseUrl) {
    this(baseUrl, TIMEOUT, ATTEMPTS);
  }

  /**
   * @param timeout of one attempt
   * @param attempts how often a call is made before an unreachable registry is reported
   */
  public HttpSchemaRegistry(URI baseUrl, Duration timeout, int attempts) {
    this.rest = new RegistryRest(baseUrl, timeout, attempts);
  }

  @Override
  public int register(String subject, Schema schema) {
    var registration = new Registration(subject, schema.toString());
    Integer known = ids.get(registration);
    if (known != null) {
      return known;
    }
    // Without a lock: two threads may both ask, and get the same answer.
    JsonNode answer =
        rest.post(
            "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions",
            JsonNodeFactory.instance.objectNode().put("schema", registration.schema()));
    int id = required(answer, "id").asInt();
    ids.put(registration, id);
    schemas.putIfAbsent(id, schema);
    return id;
  }

  @Override
  public Schema byId(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Schema schema = parse(id, required(rest.get("/schemas/ids/" + id), "schema").asText());
    schemas.put(id, schema);
    return schema;
  }

  private static Schema parse(int id, String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (AvroRuntimeException e) {
      throw new SchemaRegistryException(
          "the schema with id " + id + " is no Avro schema: " + e.getMessage(), false, e);
    }
  }

  private JsonNode required(JsonNode answer, String field) {
    JsonNode value = answer.get(field);
    if (value == null) {
      throw new SchemaRegistryException(
          rest + " answered without \"" + field + "\": is it a schema registry?", false, null);
    }
    return value;
  }

  /** Keyed by text: Avro's equality overlooks documentation, a registry does not. */
  private record Registration(String subject, String schema) {}
}
