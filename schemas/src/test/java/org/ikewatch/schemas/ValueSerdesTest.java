package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ValueSerdesTest {
  private static final URI REGISTRY = URI.create("http://127.0.0.1:8081");

  @Test
  void shouldMakeOurOwn() {
    // When
    var serde =
        ValueSerdes.of("ikewatch", REGISTRY)
            .forValue(Incident.class, Topics.INCIDENTS, new InMemorySchemaRegistry());

    // Then
    assertThat(serde).isInstanceOf(AvroSerde.class);
  }

  @Test
  void shouldNameTheChoices() {
    assertThatThrownBy(() -> ValueSerdes.of("protobuf", REGISTRY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("schema.serde: \"protobuf\" is neither ikewatch nor confluent");
  }

  @Test
  void shouldSayHowToGetConfluentsClasses() {
    // Given
    // A loader that has none of them, whatever this build was made with
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {

      // When / Then
      assertThatThrownBy(() -> ValueSerdes.of("confluent", REGISTRY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("KafkaAvroSerializer is not on the class path")
          .hasMessageContaining("profile confluent");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
