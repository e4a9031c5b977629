package org.ikewatch.schemas;

import java.net.URI;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Confluent's serializer and deserializer, found by name: they are not part of IKEwatch, and the
 * operator who wants them puts them on the class path.
 */
final class ConfluentSerdes implements ValueSerdes {
  private static final String PACKAGE = "io.confluent.kafka.serializers.";

  private final Class<?> serializer = find("KafkaAvroSerializer");
  private final Class<?> deserializer = find("KafkaAvroDeserializer");
  private final Map<String, Object> settings;

  ConfluentSerdes(URI registryUrl) {
    this.settings =
        Map.of("schema.registry.url", registryUrl.toString(), "specific.avro.reader", true);
  }

  @Override
  @SuppressWarnings(
      "unchecked") // Confluent's classes promise Object and make what the schema says.
  public <T extends SpecificRecord> Serde<T> forValue(
      Class<T> type, String topic, SchemaRegistry registry) {
    ContractClasses.trust();
    // They would find out at the first record that the registry refuses the schema.
    registry.register(topic + "-value", SpecificData.getForClass(type).getSchema(type));
    Serde<T> serde =
        Serdes.serdeFrom(
            (Serializer<T>) instance(serializer), (Deserializer<T>) instance(deserializer));
    serde.configure(settings, false);
    return serde;
  }

  private static Class<?> find(String name) {
    try {
      return Class.forName(PACKAGE + name, true, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          SETTING
              + "=confluent: "
              + PACKAGE
              + name
              + " is not on the class path; build with the Maven profile confluent, or add the"
              + " kafka-avro-serializer jar and what it needs",
          e);
    }
  }

  private static Object instance(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(SETTING + "=confluent: " + type + " cannot be made", e);
    }
  }
}
