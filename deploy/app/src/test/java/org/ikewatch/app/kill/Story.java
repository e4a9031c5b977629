package org.ikewatch.app.kill;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ikewatch.app.sink.IncidentProducer;
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

  private final int incidents;

  Story(int incidents) {
    this.incidents = incidents;
  }

  private static String id(int number) {
    return "%016x%04x".formatted((number + 1) * 0x9E3779B97F4A7C15L, number & 0xFFFF);
  }

  /** As in a storm: of ten, seven belong to a roll-up from the beginning, and one joins it. */
  private static int revisions(int number) {
    return number % 10 < 7 ? 1 : 1 + number % MOST;
  }

  /** The revision with which it joins a roll-up; 0: never. */
  private static int joins(int number) {
    return number % 10 < 8 ? revisions(number) : 0;
  }

  /** So that there are alarms left: of those that belong to no roll-up. */
  private static boolean isOpenInTheEnd(int number) {
    return number % 20 == 9;
  }

  /**
   * How an incident ends.
   *
   * @param revision its last one
   * @param alone the last one before it joined a roll-up; 0 where it always belonged to it
   * @param open whether it is still open
   */
  record End(int revision, int alone, boolean open) {
    /** Whether it belongs to a roll-up. */
    boolean isChild() {
      return alone < revision;
    }

    /** The revision that is its last word where children are withdrawn; empty: nothing is. */
    Optional<String> withdrawn() {
      return alone == 0 ? Optional.empty() : Optional.of(String.valueOf(revision));
    }

    /** The revision of an alarm that is still raised; empty: there is none. */
    Optional<String> alarm() {
      return open && !isChild() ? Optional.of(String.valueOf(revision)) : Optional.empty();
    }

    /** The revision that is its last word in any case. */
    Optional<String> everything() {
      return Optional.of(String.valueOf(revision));
    }
  }

  private static End end(int number) {
    int last = revisions(number);
    int alone = joins(number) == 0 ? last : joins(number) - 1;
    return new End(last, alone, isOpenInTheEnd(number));
  }

  /** How each incident ends. */
  Map<String, End> ends() {
    Map<String, End> ends = new HashMap<>();
    for (int i = 0; i < incidents; i++) {
      ends.put(id(i), end(i));
    }
    return ends;
  }

  /** How many revisions there are. */
  long revisions() {
    return ends().values().stream().mapToLong(End::revision).sum();
  }

  /** How many there are where children are withdrawn as they join their roll-up. */
  long withdrawnRevisions() {
    return ends().values().stream().mapToLong(end -> end.alone() == 0 ? 0 : end.revision()).sum();
  }

  private record Told(int number, int revision) {}

  /** Tells it all. */
  void publish(String bootstrapServers, String registryUrl) {
    try (KafkaProducer<String, Incident> producer =
        IncidentProducer.open(
            bootstrapServers,
            registryUrl,
            Map.of("compression.type", "lz4", "linger.ms", "20", "batch.size", "131072"))) {
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
    boolean joined = joins(one.number()) > 0 && one.revision() >= joins(one.number());
    incident.setParent(joined ? "gateway" : null);
    boolean last = one.revision() == revisions(one.number());
    incident.setStatus(last && !isOpenInTheEnd(one.number()) ? Status.RESOLVED : Status.OPEN);
    return new ProducerRecord<>(Topics.INCIDENTS, incident.getIncidentId(), incident);
  }
}
