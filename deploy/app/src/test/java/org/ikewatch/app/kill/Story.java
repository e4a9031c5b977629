package org.ikewatch.app.kill;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Samples;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Topics;

/**
 * Incidents of one to three revisions each, told in turn: between two revisions of one come those
 * of a thousand others.
 */
final class Story {
  private static final int AT_A_TIME = 1_000;
  private static final int MOST = 3;
  private static final boolean CHILDREN =
      !"false".equals(System.getProperty("kill.children", "true"));

  private final int incidents;

  Story(int incidents) {
    this.incidents = incidents;
  }

  private static String id(int number) {
    return "%016x%04x".formatted((number + 1) * 0x9E3779B97F4A7C15L, number & 0xFFFF);
  }

  private static int revisions(int number) {
    return 1 + number % MOST;
  }

  private static boolean isChild(int number) {
    return CHILDREN && number % 5 > 1;
  }

  /**
   * The last revision of each incident.
   *
   * @param children whether those that belong to a roll-up count
   */
  Map<String, Integer> lastWords(boolean children) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < incidents; i++) {
      if (children || !isChild(i)) {
        last.put(id(i), revisions(i));
      }
    }
    return last;
  }

  /** Of all these incidents together. */
  long revisions(boolean children) {
    return lastWords(children).values().stream().mapToLong(Integer::longValue).sum();
  }

  private record Told(int number, int revision) {}

  /** Tells it all. */
  void publish(String bootstrapServers, String registryUrl) {
    try (KafkaProducer<String, Incident> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "compression.type", "lz4",
                "linger.ms", "20",
                "batch.size", "131072"),
            new StringSerializer(),
            AvroSerde.forValue(
                    Incident.class,
                    Topics.INCIDENTS,
                    new HttpSchemaRegistry(URI.create(registryUrl)))
                .serializer())) {
      SplittableRandom random = new SplittableRandom(1);
      Deque<Told> live = new ArrayDeque<>();
      for (int next = 0; next < incidents || !live.isEmpty(); ) {
        if (next < incidents && live.size() < AT_A_TIME) {
          live.add(new Told(next++, 1));
        }
        Told one = live.remove();
        if (random.nextInt(4) == 0) {
          // Not yet: the order in which incidents go on changes all the time.
          live.add(one);
          continue;
        }
        var unused = producer.send(record(one));
        if (one.revision() < revisions(one.number())) {
          live.add(new Told(one.number(), one.revision() + 1));
        }
      }
    }
  }

  private static ProducerRecord<String, Incident> record(Told one) {
    Incident incident = Samples.incident();
    incident.setIncidentId(id(one.number()));
    incident.setRevision(one.revision());
    incident.setAttempts(one.revision());
    incident.setParent(isChild(one.number()) ? "gateway" : null);
    boolean last = one.revision() == revisions(one.number());
    incident.setStatus(last ? Status.RESOLVED : Status.OPEN);
    return new ProducerRecord<>(Topics.INCIDENTS, incident.getIncidentId(), incident);
  }
}
