package org.ikewatch.sink.siem.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.sink.FeedHarness;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.mapping.FormatSamples;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real OpenSearch, each test with an index of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSearchIT {
  private OpenSearchNode node;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    node = OpenSearchNode.start(directory);
  }

  @AfterAll
  void stop() throws Exception {
    if (node != null) {
      node.close();
    }
  }

  private Destination open(String index) {
    HttpConfig http = new HttpConfig(node.url(), Duration.ofSeconds(30), Optional.empty());
    return new OpenSearchConfig(http, index, "", true).open("opensearch");
  }

  private void deliver(String index, Incident... revisions) {
    try (Destination destination = open(index)) {
      destination.deliver(List.of(revisions));
    }
  }

  private JsonNode document(String index, String id) throws Exception {
    return node.call("GET", "/" + index + "/_doc/" + id, "");
  }

  /** The ids of the documents that a query finds, in order. */
  private List<String> found(String index, String query) throws Exception {
    node.call("POST", "/" + index + "/_refresh", "");
    JsonNode hits =
        node.call("POST", "/" + index + "/_search?size=100", "{\"query\":" + query + "}")
            .at("/hits/hits");
    assertThat(hits.isArray()).isTrue();
    return StreamSupport.stream(hits.spliterator(), false)
        .map(hit -> hit.path("_id").asText())
        .sorted()
        .toList();
  }

  @Test
  void shouldKeepTheNewestRevisionWhateverTheOrder() throws Exception {
    // Given
    List<Incident> revisions = new ArrayList<>();
    for (int revision = 1; revision <= 20; revision++) {
      revisions.add(incident("a1", revision));
      revisions.add(incident("b", revision));
    }
    Collections.shuffle(revisions, new Random(7));

    // When
    try (Destination destination = open("shuffled")) {
      for (int from = 0; from < revisions.size(); from += 5) {
        destination.deliver(revisions.subList(from, from + 5));
      }
      destination.deliver(revisions);
    }

    // Then
    for (String id : List.of("a1", "b")) {
      JsonNode document = document("shuffled", id);
      assertThat(document.path("_version").asInt()).isEqualTo(20);
      assertThat(document.at("/_source/ikewatch/revision").asInt()).isEqualTo(20);
    }
    assertThat(found("shuffled", "{\"match_all\":{}}")).containsExactly("a1", "b");
  }

  @Test
  void shouldGiveTheFieldsTheirTypes() throws Exception {
    // When
    deliver("typed", incident("a1", 1));

    // Then
    JsonNode fields = node.call("GET", "/typed/_mapping", "").at("/typed/mappings/properties");
    assertThat(fields.at("/@timestamp/type").asText()).isEqualTo("date");
    assertThat(fields.at("/destination/properties/ip/type").asText()).isEqualTo("ip");
    assertThat(fields.at("/event/properties/severity/type").asText()).isEqualTo("long");
    assertThat(fields.at("/rule/properties/id/type").asText()).isEqualTo("keyword");
    assertThat(
            node.call("GET", "/_index_template/typed", "").at("/index_templates/0/name").asText())
        .isEqualTo("typed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"term\":{\"destination.ip\":\"15.2.0.0/16\"}}                          | 9a7e a1",
        "{\"term\":{\"related.ip\":\"2001:db8::/32\"}}                            | 0123456789abcdef0123456789abcdef",
        "{\"range\":{\"@timestamp\":{\"gt\":\"2002-03-15T07:20:00.499Z\"}}}           | 0123456789abcdef0123456789abcdef",
        "{\"range\":{\"event.severity\":{\"gte\":7}}}                             | 9a7e a1",
        "{\"term\":{\"rule.id\":\"UNDETERMINED\"}}                                | c0ffee",
        "{\"term\":{\"ikewatch.status\":\"WITHDRAWN\"}}                           | dead",
        "{\"term\":{\"ikewatch.parent\":\"fedcba9876543210\"}}                    | 0123456789abcdef0123456789abcdef",
        "{\"match\":{\"ikewatch.evidence.text\":\"negotiation timeout\"}}         | 0123456789abcdef0123456789abcdef 9a7e a1",
      })
  void shouldBeFoundByItsFields(String query, String ids) throws Exception {
    // Given
    deliver("samples", FormatSamples.incidents().toArray(Incident[]::new));

    // When, Then
    assertThat(String.join(" ", found("samples", query))).isEqualTo(ids);
  }

  @Test
  void shouldDeadLetterOnlyTheDocumentThatIsRefused() throws Exception {
    // Given
    Incident bad = incident("bad", 1);
    bad.setParent("x".repeat(40_000));
    FeedHarness harness = new FeedHarness(DeliveryPolicy.every(Duration.ofSeconds(1)));
    List<Incident> incidents = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      incidents.add(incident("i" + i, 1));
    }
    incidents.add(4, bad);

    // When
    try (Destination destination = open("poisoned")) {
      harness.feed(destination, incidents);
    }

    // Then
    assertThat(harness.deadLetters()).containsExactly("4 DELIVERY_REFUSED");
    assertThat(found("poisoned", "{\"match_all\":{}}")).hasSize(9).doesNotContain("bad");
  }

  @Test
  void shouldWaitForAnIndexThatIsNotThereOrNotToBeWritten() throws Exception {
    // Given
    node.call(
        "PUT",
        "/_cluster/settings",
        "{\"persistent\":{\"action.auto_create_index\":\"-awaited,+*\"}}");

    // When, Then
    assertThatThrownBy(() -> deliver("awaited", incident("a1", 1)))
        .isInstanceOf(DeliveryException.Denied.class)
        .hasMessageContaining("404: index_not_found_exception");
    node.call("PUT", "/awaited", "");
    node.call("PUT", "/awaited/_settings", "{\"index.blocks.write\":true}");
    assertThatThrownBy(() -> deliver("awaited", incident("a1", 1)))
        .isInstanceOf(DeliveryException.Denied.class)
        .hasMessageContaining("403: cluster_block_exception");
    node.call("PUT", "/awaited/_settings", "{\"index.blocks.write\":false}");
    deliver("awaited", incident("a1", 1));
    assertThat(document("awaited", "a1").path("found").asBoolean()).isTrue();
  }

  @Test
  void shouldTellThatAnIncidentIsOver() throws Exception {
    // Given
    Incident over = incident("a1", 2);
    over.setStatus(Status.RESOLVED);
    over.setResolvedAt(over.getUpdatedAt());

    // When
    deliver("ended", incident("a1", 1), over);

    // Then
    assertThat(found("ended", "{\"term\":{\"event.type\":\"end\"}}")).containsExactly("a1");
    assertThat(found("ended", "{\"exists\":{\"field\":\"event.end\"}}")).containsExactly("a1");
  }
}
