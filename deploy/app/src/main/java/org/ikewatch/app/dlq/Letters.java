package org.ikewatch.app.dlq;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.ikewatch.app.topics.TopicScan;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/** Reads letters off their topics. */
public final class Letters {
  private static final List<String> TOPICS = List.of(Topics.REJECTS, Topics.DEADLETTERS);
  private static final Comparator<Found> OLDEST_FIRST =
      Comparator.comparing((Found found) -> found.letter().at())
          .thenComparing(found -> found.letter().place().offset());

  private final TopicScan scan;
  private final AvroSerde<RejectedInput> rejects;
  private final AvroSerde<DeadLetter> deadLetters;

  /** A letter, and where it was sent again to, if it was. */
  public record Found(Letter letter, Optional<Replays.Mark> replayed) {}

  /**
   * What was looked for.
   *
   * @param found the letters, in the order that was asked for
   * @param more how many further ones fit
   * @param hidden how many fit and are left out as they were sent again
   */
  public record Result(List<Found> found, long more, long hidden) {}

  /** Reads by this scan. */
  public Letters(TopicScan scan, SchemaRegistry registry) {
    this.scan = scan;
    this.rejects = AvroSerde.forValue(RejectedInput.class, Topics.REJECTS, registry);
    this.deadLetters = AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry);
  }

  /** The newest that fit, the newest first. */
  public Result newest(LetterFilter filter, int limit) {
    Result oldestFirst = select(filter, limit, Deque::removeFirst);
    List<Found> reversed = new ArrayList<>(oldestFirst.found());
    Collections.reverse(reversed);
    return new Result(reversed, oldestFirst.more(), oldestFirst.hidden());
  }

  /** The oldest that fit, the oldest first. */
  public Result oldest(LetterFilter filter, int limit) {
    return select(filter, limit, Deque::removeLast);
  }

  private Result select(LetterFilter filter, int limit, Consumer<Deque<Found>> surplus) {
    Map<Place, Replays.Mark> marks = marks(filter.since());
    Counter counter = new Counter();
    List<Found> all = new ArrayList<>();
    for (String topic : TOPICS) {
      if (filter.reads(topic)) {
        Deque<Found> kept = new ArrayDeque<>();
        scan.read(
            topic,
            filter.since(),
            stored ->
                letter(stored)
                    .filter(filter::fits)
                    .ifPresent(
                        letter -> {
                          Optional<Replays.Mark> mark =
                              Optional.ofNullable(marks.get(letter.place()));
                          if (mark.isPresent() && !filter.replayed()) {
                            counter.hidden++;
                            return;
                          }
                          kept.addLast(new Found(letter, mark));
                          if (kept.size() > limit) {
                            surplus.accept(kept);
                            counter.more++;
                          }
                        }));
        all.addAll(kept);
      }
    }
    all.sort(OLDEST_FIRST);
    Deque<Found> kept = new ArrayDeque<>(all);
    while (kept.size() > limit) {
      surplus.accept(kept);
      counter.more++;
    }
    return new Result(List.copyOf(kept), counter.more, counter.hidden);
  }

  private static final class Counter {
    private long more;
    private long hidden;
  }

  /** A mark is younger than its letter. */
  private Map<Place, Replays.Mark> marks(Optional<Instant> since) {
    Map<Place, Replays.Mark> marks = new HashMap<>();
    scan.read(
        Topics.DEADLETTERS,
        since,
        stored ->
            deadLetter(stored)
                .flatMap(letter -> Replays.read(stored, letter))
                .ifPresent(mark -> marks.put(mark.of(), mark)));
    return marks;
  }

  private Optional<DeadLetter> deadLetter(ConsumerRecord<byte[], byte[]> stored) {
    return decoded(deadLetters, stored);
  }

  /** What is no letter, on a topic of letters, is nobody's. */
  private static <T extends SpecificRecord> Optional<T> decoded(
      AvroSerde<T> serde, ConsumerRecord<byte[], byte[]> stored) {
    try {
      return stored.value() == null
          ? Optional.empty()
          : Optional.of(serde.fromBytes(stored.value()));
    } catch (SerializationException e) {
      return Optional.empty();
    }
  }

  private Optional<Letter> letter(ConsumerRecord<byte[], byte[]> stored) {
    Place place = Place.of(stored);
    Instant at = Instant.ofEpochMilli(stored.timestamp());
    if (stored.topic().equals(Topics.REJECTS)) {
      return decoded(rejects, stored).map(input -> new Letter.Rejected(place, at, input));
    }
    return deadLetter(stored)
        .filter(letter -> Replays.read(stored, letter).isEmpty())
        .map(letter -> new Letter.Dead(place, at, letter));
  }
}
