package org.ikewatch.schemas;

import java.net.URI;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** Makes the serdes of topic values: ours, or Confluent's where the operator wants those. */
@FunctionalInterface
public interface ValueSerdes {
  /** The setting that chooses. */
  String SETTING = "schema.serde";

  /**
   * A serde for the values of a topic. Its schema has been registered.
   *
   * @throws SchemaRegistryException where the registry does not accept the schema
   */
  <T extends SpecificRecord> Serde<T> forValue(
      Class<T> type, String topic, SchemaRegistry registry);

  /**
   * The serdes that a setting names.
   *
   * @param choice {@code ikewatch} or {@code confluent}
   * @param registryUrl where Confluent's classes find the registry; they have a client of their own
   * @throws IllegalArgumentException where the choice is none of these, or cannot be had
   */
  static ValueSerdes of(String choice, URI registryUrl) {
    return switch (choice) {
      case "ikewatch" -> new BuiltInSerdes();
      case "confluent" -> new ConfluentSerdes(registryUrl);
      default ->
          throw new IllegalArgumentException(
              SETTING + ": \"" + choice + "\" is neither ikewatch nor confluent");
    };
  }

  /** The wire format as this module writes it. */
  final class BuiltInSerdes implements ValueSerdes {
    private BuiltInSerdes() {}

    @Override
    public <T extends SpecificRecord> Serde<T> forValue(
        Class<T> type, String topic, SchemaRegistry registry) {
      return AvroSerde.forValue(type, topic, registry);
    }
  }
}
