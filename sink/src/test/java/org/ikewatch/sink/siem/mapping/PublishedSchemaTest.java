package org.ikewatch.sink.siem.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.Golden;
import org.ikewatch.sink.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden files, and whatever a host may have written, against the published schemas. */
class PublishedSchemaTest {
  private final JsonMapper mapper = new JsonMapper();
  private final PublishedSchema ecs = PublishedSchema.load("ecs-9.4.0.txt");
  private final PublishedSchema ocsf = PublishedSchema.load("ocsf-1.5.0.txt");

  PublishedSchemaTest() throws IOException {}

  private List<String> golden(String name) throws IOException {
    return Files.readAllLines(Golden.file("siem/mapping/" + name));
  }

  @Test
  void shouldSpeakTheElasticCommonSchema() throws IOException {
    for (String line : golden("incidents.ecs")) {
      JsonNode document = mapper.readTree(line);
      assertThat(ecs.violations(document, "ikewatch")).isEmpty();
      // What the schema expects of the category "network".
      assertThat(document.at("/event/type/0").asText()).isIn("start", "end");
    }
  }

  @Test
  void shouldMakeADetectionFindingOfAnIncident() throws IOException {
    for (String line : golden("incidents.ocsf")) {
      assertThat(ocsf.violations("detection_finding", mapper.readTree(line))).isEmpty();
    }
  }

  @Test
  void shouldMakeTunnelActivityOfARecord() throws IOException {
    for (String line : golden("records.ocsf")) {
      assertThat(ocsf.violations("tunnel_activity", mapper.readTree(line))).isEmpty();
    }
  }

  @Property(tries = 200)
  void shouldHoldWhateverAHostWrote(@ForAll String host, @ForAll String peer, @ForAll String text)
      throws IOException {
    // Given
    Incident incident = Samples.incident("a1", 1);
    incident.setHost(host);
    incident.setPeer(peer);
    incident.getEvidence().get(0).setText(text);

    // When
    JsonNode document = mapper.readTree(Payload.ECS.line(incident));
    JsonNode finding = mapper.readTree(Payload.OCSF.line(incident));

    // Then
    assertThat(ecs.violations(document, "ikewatch")).isEmpty();
    assertThat(document.at("/ikewatch/evidence/0/text").asText()).isEqualTo(text);
    assertThat(ocsf.violations("detection_finding", finding)).isEmpty();
    assertThat(finding.at("/evidences/0/data/text").asText()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"uid\":\"a\",\"colour\":1}                   | remediation.colour is unknown",
        "{\"desc\":1}                                   | remediation.desc is no string: 1",
        "{}                                             | remediation.desc is missing",
        "{\"desc\":[\"a\"]}                             | remediation.desc is a list",
      })
  void shouldFindWhatASchemaRefuses(String json, String violation) throws IOException {
    assertThat(ocsf.violations("remediation", mapper.readTree(json))).contains(violation);
  }

  @Test
  void shouldFindValuesThatASchemaDoesNotList() throws IOException {
    assertThat(ocsf.violations("os", mapper.readTree("{\"name\":\"x\",\"type_id\":7}")))
        .containsExactly("os.type_id cannot be 7");
    assertThat(
            ecs.violations(
                mapper.readTree(
                    """
                    {"@timestamp": "yesterday", "ecs": {"version": "9"}, "source": {"ip": "gw"},
                     "event": {"kind": "alarm", "category": "network", "severity": "7"}}
                    """),
                "ikewatch"))
        .containsExactly(
            "@timestamp is no date: \"yesterday\"",
            "event.category is no list",
            "event.kind cannot be \"alarm\"",
            "event.severity is no long: \"7\"",
            "source.ip is no ip: \"gw\"");
  }
}
