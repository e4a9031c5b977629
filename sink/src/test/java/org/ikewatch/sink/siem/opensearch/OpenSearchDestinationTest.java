package org.ikewatch.sink.siem.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.FaultyServer;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.http.HttpFaultsContract;
import org.ikewatch.sink.siem.mapping.FormatSamples;
import org.ikewatch.sink.siem.mapping.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSearchDestinationTest extends HttpFaultsContract {
  private final BulkFake index = new BulkFake();

  @Override
  protected Destination destination(HttpConfig http) {
    return new OpenSearchConfig(http, "incidents", "ApiKey s3cret", false).open("opensearch");
  }

  @Override
  protected Fault good(Request request) {
    return index.apply(request);
  }

  private void deliver(Incident... revisions) {
    try (Destination destination = destination(server.config(GENEROUS))) {
      destination.deliver(List.of(revisions));
    }
  }

  @Test
  void shouldIndexByTheIncidentsIdAndRevision() {
    // When
    deliver(incident("a1", 7), incident("b", 1));

    // Then
    assertThat(server.received())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.headers()).containsEntry("authorization", "ApiKey s3cret");
              assertThat(request.body())
                  .isEqualTo(
                      """
                      {"index":{"_id":"a1","version":7,"version_type":"external"}}
                      %s
                      {"index":{"_id":"b","version":1,"version_type":"external"}}
                      %s
                      """
                          .formatted(
                              Payload.ECS.line(incident("a1", 7)),
                              Payload.ECS.line(incident("b", 1))));
            });
  }

  @Test
  void shouldBeContentWithANewerRevisionThatIsThere() {
    // Given
    deliver(incident("a1", 7));

    // When
    deliver(incident("a1", 6), incident("a1", 7), incident("b", 1));

    // Then
    assertThat(index.versions()).containsOnly(Map.entry("a1", 7L), Map.entry("b", 1L));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void shouldNameThoseThatAreRefused(int status) {
    // Given
    index.answering("bad", status).answering("worse", status);

    // When, Then
    assertThatThrownBy(
            () ->
                deliver(
                    incident("a1", 7), incident("bad", 1), incident("b", 1), incident("worse", 1)))
        .isInstanceOf(DeliveryException.Permanent.class)
        .extracting("refused")
        .isEqualTo(
            Map.of(1, status + ": an_exception: so it is", 3, status + ": an_exception: so it is"));
  }

  @ParameterizedTest
  @CsvSource({"429, Retriable", "500, Retriable", "503, Retriable", "403, Denied", "404, Denied"})
  void shouldRefuseNoneWhereSomeMayPass(int status, String failure) {
    // Given
    index.answering("bad", 400).answering("busy", status);

    // When, Then
    assertThatThrownBy(() -> deliver(incident("bad", 1), incident("busy", 1)))
        .extracting(thrown -> thrown.getClass().getSimpleName())
        .isEqualTo(failure);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>Sign in</html>",
        "{}",
        "{\"items\":[]}",
        "{\"items\":[{\"index\":{}},{}]}",
        ""
      })
  void shouldNotTakeAnotherAnswerForADelivery(String body) {
    // Given
    server.then(FaultyServer.answer(200, body));

    // When, Then
    assertThatThrownBy(() -> deliver(incident("a1", 7)))
        .isInstanceOf(DeliveryException.Retriable.class)
        .hasMessageContaining("no answer to a bulk request");
  }

  @Test
  void shouldPutItsTemplateOnceBeforeTheFirstDelivery() {
    // Given
    server.then(FaultyServer.answer(503));
    OpenSearchConfig config = new OpenSearchConfig(server.config(GENEROUS), "incidents", "", true);

    // When
    try (Destination destination = config.open("opensearch")) {
      assertThatThrownBy(() -> destination.deliver(List.of(incident("a1", 7))))
          .isInstanceOf(DeliveryException.Retriable.class);
      destination.deliver(List.of(incident("a1", 7)));
      destination.deliver(List.of(incident("a1", 8)));
    }

    // Then
    assertThat(server.received())
        .extracting(Request::method)
        .containsExactly("PUT", "PUT", "POST", "POST");
    assertThat(index.template()).isEqualTo(IndexTemplate.of("incidents"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void shouldBlameNoIncidentForATemplateThatIsRefused(int status) {
    // Given
    server.then(FaultyServer.answer(status));

    // When, Then
    try (Destination destination =
        new OpenSearchConfig(server.config(GENEROUS), "incidents", "", true).open("opensearch")) {
      assertThatThrownBy(() -> destination.deliver(List.of(incident("a1", 7))))
          .isInstanceOf(DeliveryException.Denied.class)
          .hasMessageContaining("template=false");
    }
  }

  @Test
  void shouldGiveEveryFieldOfADocumentAType() throws IOException {
    // Given
    JsonMapper mapper = new JsonMapper();
    JsonNode fields = mapper.readTree(IndexTemplate.of("i")).at("/template/mappings/properties");

    // When, Then
    for (Incident incident : FormatSamples.incidents()) {
      assertTyped("", mapper.readTree(Payload.ECS.line(incident)), fields);
    }
  }

  private static void assertTyped(String path, JsonNode document, JsonNode fields) {
    document
        .properties()
        .forEach(
            field -> {
              String name = path + "." + field.getKey();
              // Where a record of a replay stands in a file is told and not searched for.
              if (!name.matches(".ikewatch.evidence.(file|line)")) {
                JsonNode type = fields.path(field.getKey());
                assertThat(type.isObject()).as(name).isTrue();
                JsonNode value = field.getValue();
                JsonNode first = value.isArray() && !value.isEmpty() ? value.get(0) : value;
                assertTyped(name, first, type.path("properties"));
              }
            });
  }
}
