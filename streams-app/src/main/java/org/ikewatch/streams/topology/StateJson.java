package org.ikewatch.streams.topology;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.ikewatch.streams.negotiation.Negotiation;

/** The state in the stores as JSON: written seldom, and readable in the changelog. */
final class StateJson {
  private final JsonMapper mapper =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .addMixIn(Negotiation.class, NegotiationNames.class)
          .build();

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Negotiation.Unknown.class, name = "unknown"),
    @JsonSubTypes.Type(value = Negotiation.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = Negotiation.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Negotiation.Gone.class, name = "gone"),
    @JsonSubTypes.Type(value = Negotiation.Established.class, name = "established"),
    @JsonSubTypes.Type(value = Negotiation.QuickModeFailed.class, name = "quick-mode-failed"),
    @JsonSubTypes.Type(value = Negotiation.ImpliedFailed.class, name = "implied-failed")
  })
  private interface NegotiationNames {}

  <T> Serde<T> serde(Class<T> type) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : write(value),
        (topic, bytes) -> bytes == null ? null : read(bytes, type));
  }

  private byte[] write(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T read(byte[] bytes, Class<T> type) {
    try {
      return mapper.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
