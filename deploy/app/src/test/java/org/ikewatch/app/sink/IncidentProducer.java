package org.ikewatch.app.sink;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Topics;

/** Writes incidents to their topic, as the correlator does. */
public final class IncidentProducer {
  private IncidentProducer() {}

  /**
   * A producer, which the caller closes.
   *
   * @param settings further ones, under Kafka's names
   */
  public static KafkaProducer<String, Incident> open(
      String bootstrapServers, String registryUrl, Map<String, String> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", bootstrapServers);
    return new KafkaProducer<>(
        all,
        new StringSerializer(),
        AvroSerde.forValue(
                Incident.class, Topics.INCIDENTS, new HttpSchemaRegistry(URI.create(registryUrl)))
            .serializer());
  }
}
