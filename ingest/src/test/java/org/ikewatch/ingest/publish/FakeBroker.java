package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.schemas.Topics;

/** A broker that comes and goes, and the producers that talk to it. Safe for several threads. */
final class FakeBroker implements Supplier<Producer<byte[], byte[]>> {
  /** What it does with what it is sent. */
  enum Mood {
    /** Takes it. */
    UP,
    /** Says nothing. */
    SILENT,
    /** Cannot be reached. */
    DOWN
  }

  private final List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private RuntimeException refusal = new TimeoutException("no broker");
  private Mood mood = Mood.UP;
  private int opened;

  private static Cluster cluster() {
    Node node = new Node(0, "kafka", 9092);
    Node[] nodes = {node};
    return new Cluster(
        "test",
        List.of(node),
        List.of(
            new PartitionInfo(Topics.AUDIT, 0, node, nodes, nodes),
            new PartitionInfo(Topics.REJECTS, 0, node, nodes, nodes)),
        Set.of(),
        Set.of());
  }

  private Optional<Random> whim = Optional.empty();

  /** A producer that fails what is unanswered when it is closed, as the real one does. */
  // The broker's monitor is always taken before the producer's.
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private final class Line extends MockProducer<byte[], byte[]> {
    Line() {
      super(cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
      synchronized (FakeBroker.this) {
        maybeChange(200);
        Future<RecordMetadata> sent =
            super.send(
                message,
                (metadata, failure) -> {
                  if (failure == null) {
                    log.add(message);
                  }
                  callback.onCompletion(metadata, failure);
                });
        answer(this);
        return sent;
      }
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
      synchronized (FakeBroker.this) {
        maybeChange(3);
        if (mood != Mood.UP) {
          throw new TimeoutException("no metadata");
        }
        return super.partitionsFor(topic);
      }
    }

    @Override
    public void close(Duration timeout) {
      synchronized (FakeBroker.this) {
        boolean more = true;
        while (more) {
          more = errorNext(new KafkaException("closed"));
        }
        lines.remove(this);
        super.close(timeout);
      }
    }
  }

  private void answer(Line line) {
    boolean more = true;
    while (more) {
      more =
          switch (mood) {
            case UP -> line.completeNext();
            case SILENT -> false;
            case DOWN -> line.errorNext(refusal);
          };
    }
  }

  /** One of so many calls changes its mood. */
  private void maybeChange(int calls) {
    whim.filter(random -> random.nextInt(calls) == 0)
        .ifPresent(random -> become(Mood.values()[random.nextInt(Mood.values().length)]));
  }

  /** From now on it changes its mood as it likes, also while nobody asks it for anything. */
  synchronized void becomeMoody(Random random) {
    whim = Optional.of(random);
    Thread moods = new Thread(this::changeNowAndThen, "moods");
    moods.setDaemon(true);
    moods.start();
  }

  private void changeNowAndThen() {
    while (isMoody()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      synchronized (this) {
        maybeChange(20);
      }
    }
  }

  private synchronized boolean isMoody() {
    return whim.isPresent();
  }

  @Override
  public synchronized Producer<byte[], byte[]> get() {
    Line line = new Line();
    lines.add(line);
    opened++;
    return line;
  }

  /** From now on it does this, also with what it has not answered. */
  synchronized void become(Mood next) {
    mood = next;
    List.copyOf(lines).forEach(this::answer);
  }

  /** Stays up for good. */
  synchronized void calmDown() {
    whim = Optional.empty();
    become(Mood.UP);
  }

  /** Answers this to what it gets while it is down. */
  synchronized void refuseWith(RuntimeException answer) {
    refusal = answer;
  }

  /** What it has taken, in order. */
  synchronized List<ProducerRecord<byte[], byte[]>> messages() {
    return List.copyOf(log);
  }

  /** The values it has taken, in order. */
  synchronized List<String> values() {
    return log.stream().map(FakeBroker::value).toList();
  }

  private static String value(ProducerRecord<byte[], byte[]> message) {
    return new String(message.value(), UTF_8);
  }

  /** The values it has taken of one host, in order, each where it came first. */
  synchronized List<String> firstOf(String host) {
    return log.stream()
        .filter(message -> new String(message.key(), UTF_8).equals(host))
        .map(FakeBroker::value)
        .distinct()
        .toList();
  }

  /** Producers that were ever opened. */
  synchronized int opened() {
    return opened;
  }

  /** Producers that are open. */
  synchronized int producers() {
    return lines.size();
  }
}
