package org.ikewatch.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** HTTP calls to a schema registry: what is tried again, and what each failure is called. */
final class RegistryRest {
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient client;
  private final ObjectMapper json = new ObjectMapper();
  private final String base;
  private final String userInfo;
  private final Duration timeout;
  private final int attempts;

  RegistryRest(URI baseUrl, Duration timeout, int attempts) {
    if (baseUrl.getHost() == null || !String.valueOf(baseUrl.getScheme()).startsWith("http")) {
      throw new IllegalArgumentException("the schema registry's URL must be like http://host:8081");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be 1 or more: " + attempts);
    }
    this.userInfo = baseUrl.getUserInfo();
    this.base = withoutUserInfo(baseUrl);
    this.timeout = timeout;
    this.attempts = attempts;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  JsonNode get(String path) {
    return call("GET", path, HttpRequest.BodyPublishers.noBody());
  }

  JsonNode post(String path, JsonNode body) {
    return call("POST", path, HttpRequest.BodyPublishers.ofString(body.toString()));
  }

  private JsonNode call(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .header("Accept", MEDIA_TYPE + ", application/json")
            .header("Content-Type", MEDIA_TYPE)
            .method(method, body);
    if (userInfo != null) {
      byte[] credentials = userInfo.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    return withRetries(request.build(), method + " " + path);
  }

  private JsonNode withRetries(HttpRequest request, String what) {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return once(request, what);
      } catch (SchemaRegistryException e) {
        if (!e.retriable() || attempt == attempts || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        sleep(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private JsonNode once(HttpRequest request, String what) {
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() == 200) {
        return json.readTree(response.body());
      }
      throw refusal(response, what);
    } catch (JsonProcessingException e) {
      throw new SchemaRegistryException(this + ": " + what + ": the answer is no JSON", false, e);
    } catch (IOException e) {
      throw new SchemaRegistryException(this + " cannot be reached: " + what + ": " + e, true, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private SchemaRegistryException refusal(HttpResponse<String> response, String what) {
    int status = response.statusCode();
    JsonNode body = errorBody(response.body());
    String reason =
        "error_code "
            + body.path("error_code").asText(Integer.toString(status))
            + ": "
            + body.path("message").asText("no message");
    if (status == CONFLICT) {
      return new SchemaRegistryException(
          this + " refuses an incompatible schema: " + what + ": " + reason, false, null);
    }
    boolean retriable = status >= 500 || status == TOO_MANY_REQUESTS;
    return new SchemaRegistryException(
        this + ": " + what + ": HTTP " + status + ", " + reason, retriable, null);
  }

  private JsonNode errorBody(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      // A proxy in between answers with a page; its status says enough.
      return MissingNode.getInstance();
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static SchemaRegistryException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SchemaRegistryException("interrupted while asking the schema registry", true, e);
  }

  private static String withoutUserInfo(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port + path;
  }

  /** Names the registry, without its password. */
  @Override
  public String toString() {
    return "the schema registry at " + base;
  }
}
