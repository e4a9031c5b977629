package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSchemaRegistryTest {
  private static final Schema SCHEMA =
      SchemaBuilder.record("R").fields().requiredString("a").endRecord();

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          Answer answer = answers.size() > 1 ? answers.pop() : answers.peek();
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldAskOnceAndThenLiveWithoutTheRegistry() {
    // Given
    answers.add(new Answer(200, "{\"id\":7}"));
    SchemaRegistry registry = registry();
    registry.register("r-value", SCHEMA);

    // When
    server.stop(0);

    // Then
    assertThat(registry.register("r-value", SCHEMA)).isEqualTo(7);
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    assertThat(requests).containsExactly("POST /subjects/r-value/versions null");
  }

  @Test
  void shouldTryAgainWhileTheRegistryIsInTrouble() {
    // Given
    answers.add(new Answer(503, "<html>"));
    answers.add(new Answer(200, "{\"id\":7}"));

    // When
    int id = registry().register("r-value", SCHEMA);

    // Then
    assertThat(id).isEqualTo(7);
    assertThat(requests).hasSize(2);
  }

  @Test
  void shouldReportARegistryThatStaysInTroubleAsRetriable() {
    // Given
    answers.add(new Answer(500, "{\"error_code\":50001,\"message\":\"store\"}"));

    // When / Then
    assertThatThrownBy(() -> registry().byId(7))
        .hasMessageContaining("error_code 50001: store")
        .extracting(e -> ((SchemaRegistryException) e).retriable())
        .isEqualTo(true);
    assertThat(requests).hasSize(2);
  }

  @Test
  void shouldPassOnWhatTheRegistrySaysAndNotInsist() {
    // Given
    answers.add(new Answer(422, "{\"error_code\":42201,\"message\":\"Invalid schema\"}"));

    // When / Then
    assertThatThrownBy(() -> registry().register("r-value", SCHEMA))
        .hasMessageContaining("POST /subjects/r-value/versions")
        .hasMessageContaining("error_code 42201: Invalid schema")
        .extracting(e -> ((SchemaRegistryException) e).retriable())
        .isEqualTo(false);
    assertThat(requests).hasSize(1);
  }

  @Test
  void shouldKeepTheBasePathAndSendCredentialsWithoutShowingThem() {
    // Given
    answers.add(new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"));
    SchemaRegistry registry =
        new HttpSchemaRegistry(
            URI.create("http://user:secret@127.0.0.1:" + port() + "/apis/ccompat/v7/"));

    // When / Then
    assertThatThrownBy(() -> registry.byId(7))
        .hasMessageContaining("Schema not found")
        .hasMessageNotContaining("secret");
    assertThat(requests)
        .containsExactly("GET /apis/ccompat/v7/schemas/ids/7 Basic dXNlcjpzZWNyZXQ=");
  }

  @Test
  void shouldReportAnUnreachableRegistryAsRetriable() {
    // Given
    SchemaRegistry registry = registry();
    server.stop(0);

    // When / Then
    assertThatThrownBy(() -> registry.byId(7))
        .hasMessageContaining("cannot be reached")
        .extracting(e -> ((SchemaRegistryException) e).retriable())
        .isEqualTo(true);
  }

  private SchemaRegistry registry() {
    URI url = URI.create("http://127.0.0.1:" + port());
    return new HttpSchemaRegistry(url, Duration.ofSeconds(5), 2);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private record Answer(int status, String body) {}
}
