package org.ikewatch.bench.process;

import java.util.HashMap;
import java.util.Map;
import org.ikewatch.bench.fleet.Detections;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Status;

/** What the last revisions of a topic of incidents say. */
public final class PublishedDetections {
  private PublishedDetections() {}

  /** Reads what is committed on the topic now. */
  public static Detections read(String kafka, SchemaRegistry registry, String topic) {
    AvroSerde<Incident> serde = AvroSerde.forValue(Incident.class, topic, registry);
    Map<String, Incident> newest = new HashMap<>();
    CommittedRecords.forEach(
        kafka,
        topic,
        record -> {
          Incident incident = serde.fromBytes(record.value());
          newest.merge(
              incident.getIncidentId(),
              incident,
              (one, other) -> one.getRevision() > other.getRevision() ? one : other);
        });
    Detections detections = new Detections();
    for (Incident incident : newest.values()) {
      if (incident.getStatus() != Status.WITHDRAWN) {
        detections.add(
            incident.getHost(), incident.getPeer(), incident.getVerdict(), incident.getAttempts());
      }
    }
    return detections;
  }
}
