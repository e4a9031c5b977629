package org.ikewatch.app.dlq;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.ikewatch.app.topics.TopicScan;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.SinkServiceConfig;

/**
 * Sends letters again to where they failed. A letter is marked once it is where it should be, so
 * that nothing is lost when this is killed: it is offered again.
 */
public final class DlqReplay implements AutoCloseable {
  private static final int CHUNK = 500;

  private final Outbox outbox;
  private final IngestSide ingest;
  private final IncidentReplay incidents;
  private final TopicReplay topics;
  private final AvroSerde<DeadLetter> marks;

  /** With the parts that do it, which it closes. */
  DlqReplay(
      Outbox outbox,
      IngestSide ingest,
      IncidentReplay incidents,
      TopicReplay topics,
      AvroSerde<DeadLetter> marks) {
    this.outbox = outbox;
    this.ingest = ingest;
    this.incidents = incidents;
    this.topics = topics;
    this.marks = marks;
  }

  /**
   * Ready to send.
   *
   * @param settings of the ingestor and of the sink: a letter goes back by the catalogue and to the
   *     destinations that they name; read when the first letter needs them
   * @param kafka for Kafka's clients, the brokers among them
   * @param rehearsal whether nothing is sent, delivered or marked
   */
  public static DlqReplay open(
      Map<String, String> settings,
      Map<String, String> kafka,
      SchemaRegistry registry,
      boolean rehearsal,
      Clock clock) {
    Outbox outbox = Outbox.open(kafka, rehearsal);
    return new DlqReplay(
        outbox,
        new IngestSide(settings, registry, outbox),
        new IncidentReplay(
            () -> SinkServiceConfig.from(settings), new TopicScan(kafka), registry, outbox, clock),
        new TopicReplay(registry, outbox),
        AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry));
  }

  /**
   * Sends these, oldest first.
   *
   * @param told is told what became of each
   * @throws org.apache.kafka.common.KafkaException where the broker does not take what is sent
   */
  public void replay(List<Letter> letters, BiConsumer<Letter, Fate> told) {
    incidents.prepare(only(Letter.Dead.class, letters).stream().filter(incidents::knows).toList());
    for (int from = 0; from < letters.size(); from += CHUNK) {
      Map<Letter, Fate> fates =
          fates(letters.subList(from, Math.min(from + CHUNK, letters.size())));
      outbox.await();
      fates.forEach(
          (letter, fate) -> {
            if (fate instanceof Fate.Done done) {
              outbox.send(Replays.mark(letter, done.how(), marks));
            }
          });
      outbox.await();
      fates.forEach(told);
    }
  }

  private Map<Letter, Fate> fates(List<Letter> chunk) {
    Map<Letter, Fate> fates = new LinkedHashMap<>();
    List<Letter.Rejected> rejected = only(Letter.Rejected.class, chunk);
    List<Fate> ofRejected = rejected.isEmpty() ? List.of() : ingest.rejects().replay(rejected);
    for (int i = 0; i < rejected.size(); i++) {
      fates.put(rejected.get(i), ofRejected.get(i));
    }
    only(Letter.Dead.class, chunk).forEach(letter -> fates.put(letter, fate(letter)));
    return fates;
  }

  private Fate fate(Letter.Dead letter) {
    if (letter.letter().getBytes() == null) {
      return new Fate.Unsendable("it has no bytes");
    }
    if (incidents.knows(letter)) {
      return incidents.replay(letter);
    }
    return topics.knows(letter.origin().topic())
        ? topics.replay(letter)
        : new Fate.Unsendable("no way leads back to " + letter.origin().topic());
  }

  private static <T extends Letter> List<T> only(Class<T> type, List<Letter> letters) {
    List<T> all = new ArrayList<>();
    for (Letter one : letters) {
      if (type.isInstance(one)) {
        all.add(type.cast(one));
      }
    }
    return all;
  }

  @Override
  public void close() {
    incidents.close();
    ingest.close();
    outbox.close();
  }
}
