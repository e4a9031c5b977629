package org.ikewatch.app.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests and answers of the registry as JSON, refusals included. */
final class RegistryJson {
  private static final Logger LOGGER = LoggerFactory.getLogger(RegistryJson.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int STORE_ERROR = 50001;

  private final ObjectMapper json = new ObjectMapper();

  /** What a request is answered with. */
  @FunctionalInterface
  interface Answer {
    Object to(Context request);
  }

  Handler answer(Answer answer) {
    return request -> write(request, answer.to(request));
  }

  /** Answers with text that is JSON already. */
  Handler text(Function<Context, String> answer) {
    return request -> request.contentType(MEDIA_TYPE).result(answer.apply(request));
  }

  /** The schema a request carries. */
  String schema(Context request) {
    JsonNode body = body(request);
    if (!body.path("schemaType").asText("AVRO").equals("AVRO")) {
      throw RegistryRefusal.invalidSchema("this registry holds Avro only");
    }
    if (!body.path("references").isEmpty()) {
      throw RegistryRefusal.invalidSchema("this registry knows no references between schemas");
    }
    return text(body, "schema");
  }

  /** A field of the request's body. */
  String field(Context request, String name) {
    return text(body(request), name);
  }

  private static String text(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (!value.isTextual()) {
      throw RegistryRefusal.unreadableBody("no \"" + name + "\"");
    }
    return value.asText();
  }

  private JsonNode body(Context request) {
    try {
      return json.readTree(request.body());
    } catch (JsonProcessingException e) {
      throw RegistryRefusal.unreadableBody(e.getOriginalMessage());
    }
  }

  void addErrors(Javalin app) {
    app.exception(
        RegistryRefusal.class,
        (e, request) -> error(request, e.status(), e.errorCode(), e.getMessage()));
    app.exception(
        HttpResponseException.class,
        (e, request) ->
            error(
                request,
                e.getStatus(),
                e.getStatus(),
                "HTTP " + e.getStatus() + ": " + e.getMessage()));
    app.exception(
        Exception.class,
        (e, request) -> {
          LOGGER.atError().addKeyValue("path", request.path()).setCause(e).log("request failed");
          error(request, 500, STORE_ERROR, "Error in the backend data store: " + e.getMessage());
        });
  }

  private void error(Context request, int status, int code, String message) {
    request.status(status);
    write(request, Map.of("error_code", code, "message", String.valueOf(message)));
  }

  private void write(Context request, Object answer) {
    try {
      request.contentType(MEDIA_TYPE).result(json.writeValueAsBytes(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON for " + answer, e);
    }
  }
}
