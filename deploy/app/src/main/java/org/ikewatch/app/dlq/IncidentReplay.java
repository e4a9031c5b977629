package org.ikewatch.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.ikewatch.app.topics.TopicScan;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.SinkServiceConfig;
import org.ikewatch.sink.incidents.Archive;
import org.ikewatch.sink.incidents.Destination;

/**
 * Delivers a refused revision once more to the destination that refused it, and to no other, unless
 * that has a newer one: an older one after it would be its last word.
 */
final class IncidentReplay implements AutoCloseable {
  private static final String STAGE = "sink.";

  private final Supplier<SinkServiceConfig> config;
  private final TopicScan scan;
  private final AvroSerde<Incident> incidents;
  private final AvroSerde<Delivery> deliveries;
  private final Outbox outbox;
  private final Clock clock;
  private final Map<String, Destination> open = new HashMap<>();
  private final Map<String, String> away = new HashMap<>();
  private Map<String, Integer> newest = Map.of();

  /**
   * A way back for incidents.
   *
   * @param config of the sink; asked for when the first letter needs it
   */
  IncidentReplay(
      Supplier<SinkServiceConfig> config,
      TopicScan scan,
      SchemaRegistry registry,
      Outbox outbox,
      Clock clock) {
    this.config = config;
    this.scan = scan;
    this.incidents = AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry);
    this.deliveries = AvroSerde.forValue(Delivery.class, Topics.DELIVERIES, registry);
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Looks up what the destinations have of the incidents of these letters. */
  void prepare(List<Letter.Dead> letters) {
    Set<String> wanted =
        letters.stream()
            .map(letter -> key(destination(letter), new String(letter.key(), UTF_8)))
            .collect(Collectors.toSet());
    newest = new HashMap<>();
    if (!wanted.isEmpty()) {
      scan.read(
          Topics.DELIVERIES,
          Optional.empty(),
          stored -> note(wanted, deliveries.fromBytes(stored.value())));
    }
  }

  private void note(Set<String> wanted, Delivery told) {
    String key = key(told.getDestination(), told.getIncidentId());
    if (told.getOutcome() == Outcome.DELIVERED && wanted.contains(key)) {
      newest.merge(key, told.getRevision(), Math::max);
    }
  }

  private static String key(String destination, String incidentId) {
    return destination + "/" + incidentId;
  }

  private static String destination(Letter.Dead letter) {
    return letter.stage().substring(STAGE.length());
  }

  boolean knows(Letter.Dead letter) {
    return letter.stage().startsWith(STAGE) && letter.origin().topic().equals(Topics.INCIDENTS);
  }

  /** What becomes of a letter that it knows. */
  Fate replay(Letter.Dead letter) {
    String name = destination(letter);
    Incident incident;
    try {
      incident = incidents.fromBytes(letter.bytes());
    } catch (SerializationException e) {
      return new Fate.Refused("still " + e.getMessage());
    }
    int has = newest.getOrDefault(key(name, incident.getIncidentId()), 0);
    if (has >= incident.getRevision()) {
      return new Fate.Done("left out: " + name + " has revision " + has);
    }
    Optional<SinkServiceConfig.Named> named =
        config.get().destinations().stream().filter(one -> one.name().equals(name)).findFirst();
    if (named.isEmpty()) {
      return new Fate.Unsendable("sink.destinations does not name " + name);
    }
    if (away.containsKey(name)) {
      return new Fate.Away(away.get(name));
    }
    if (outbox.isRehearsal()) {
      return new Fate.Done("delivered to " + name);
    }
    return deliver(named.orElseThrow(), incident, letter);
  }

  private Fate deliver(SinkServiceConfig.Named named, Incident incident, Letter.Dead letter) {
    Destination destination = open.computeIfAbsent(named.name(), name -> named.config().open(name));
    Fate fate = Redelivery.of(incident, destination, named.policy());
    if (fate instanceof Fate.Away gone) {
      away.put(named.name(), gone.why());
    } else if (fate.equals(Redelivery.delivered(destination))) {
      report(destination, incident, letter);
    }
    return fate;
  }

  private void report(Destination destination, Incident incident, Letter.Dead letter) {
    String name = destination.name();
    newest.merge(key(name, incident.getIncidentId()), incident.getRevision(), Math::max);
    if (!(destination instanceof Archive)) {
      outbox.send(
          new ProducerRecord<>(
              Topics.DELIVERIES,
              incident.getIncidentId().getBytes(UTF_8),
              deliveries.toBytes(
                  new Delivery(
                      name,
                      incident.getIncidentId(),
                      incident.getRevision(),
                      clock.instant(),
                      Outcome.DELIVERED,
                      "replayed from " + letter.place()))));
    }
  }

  @Override
  public void close() {
    open.values().forEach(Destination::close);
  }
}
