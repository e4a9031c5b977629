package org.ikewatch.ingest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.utils.ProducerIdAndEpoch;
import org.junit.jupiter.api.Test;

class PartitionQueueTest {
  private static final long T0 = 1_000;
  private static final int LINGER = 5;
  private static final int ENOUGH = 200;
  private static final ProducerIdAndEpoch US = new ProducerIdAndEpoch(7, (short) 0);
  private static final ProducerIdAndEpoch US_AGAIN = new ProducerIdAndEpoch(8, (short) 0);

  private final PartitionQueue<String> queue =
      new PartitionQueue<>(
          new TopicPartition("records", 0),
          new BatchSettings(Compression.NONE, 64, ENOUGH, 400, LINGER));
  private final List<String> fates = new ArrayList<>();
  private final Fates<String> told =
      new Fates<>() {
        @Override
        public void held(TopicPartition partition, long newest, List<String> parcels) {
          parcels.forEach(parcel -> fates.add(parcel + " held"));
        }

        @Override
        public void failed(List<Returned<String>> records, RuntimeException failure) {
          records.forEach(
              one -> {
                assertThat(one.message().valueBytes()).asString().isEqualTo(one.parcel());
                fates.add(one.parcel() + " failed");
              });
        }
      };

  private boolean append(String value, long now) {
    return queue.append(
        new Message("records", now, new byte[0], value.getBytes(UTF_8)), value, () -> now);
  }

  /** The batch that goes now, with the numbers by which the broker will know it. */
  private String sent(ProducerIdAndEpoch producer, long now) {
    return queue.isDue(now)
        ? queue.next(producer, now).map(PartitionQueueTest::numbers).orElseThrow()
        : "nothing";
  }

  private static String numbers(Batch<String> batch) {
    MutableRecordBatch sealed = batch.records().batches().iterator().next();
    return sealed.producerId()
        + " from "
        + sealed.baseSequence()
        + ", "
        + batch.size()
        + " records";
  }

  @Test
  void shouldWaitForMoreUntilTheBatchIsOldEnough() {
    // When
    boolean first = append("a", T0);
    boolean second = append("b", T0 + 1);

    // Then
    assertThat(List.of(first, second)).containsExactly(true, false);
    assertThat(sent(US, T0 + LINGER - 1)).isEqualTo("nothing");
    assertThat(sent(US, T0 + LINGER)).isEqualTo("7 from 0, 2 records");
  }

  @Test
  void shouldSayForHowLongABatchWaits() {
    // When
    OptionalLong empty = queue.dueIn(T0);
    append("a", T0);

    // Then
    assertThat(empty).isEmpty();
    assertThat(queue.dueIn(T0 + 2)).hasValue(LINGER - 2);
    assertThat(queue.dueIn(T0 + LINGER)).isEmpty();
  }

  @Test
  void shouldNotWaitWithABatchThatIsWorthARequest() {
    // Given
    append("a", T0);

    // When
    boolean enough = append("x".repeat(ENOUGH), T0 + 1);
    boolean more = append("b", T0 + 1);

    // Then
    assertThat(List.of(enough, more)).containsExactly(true, false);
    assertThat(queue.dueIn(T0 + 1)).isEmpty();
    assertThat(sent(US, T0 + 1)).isEqualTo("7 from 0, 3 records");
  }

  @Test
  void shouldTakeAlongABatchThatIsNotDue() {
    // Given
    append("a", T0);

    // When
    Optional<Batch<String>> taken = queue.next(US, T0);

    // Then
    assertThat(taken.map(PartitionQueueTest::numbers)).contains("7 from 0, 1 records");
    assertThat(queue.next(US, T0 + LINGER)).isEmpty();
  }

  @Test
  void shouldSendAFullBatchAtOnceAndOneAtATime() {
    // Given
    append("x".repeat(300), T0);
    append("y".repeat(300), T0);

    // When
    String full = sent(US, T0);
    String next = sent(US, T0 + LINGER);

    // Then
    assertThat(full).isEqualTo("7 from 0, 1 records");
    assertThat(next).isEqualTo("nothing");
  }

  @Test
  void shouldSendWhatFailedAgainBeforeAnythingElse() {
    // Given
    append("a", T0);
    Batch<String> batch = queue.next(US, T0 + LINGER).orElseThrow();
    append("b", T0 + LINGER);

    // When
    queue.again(T0 + 100);

    // Then
    assertThat(sent(US, T0 + 99)).isEqualTo("nothing");
    assertThat(queue.next(US_AGAIN, T0 + 100)).containsSame(batch);
    assertThat(numbers(batch)).isEqualTo("7 from 0, 1 records");
  }

  @Test
  void shouldGoOnCountingWhenTheBrokerHasABatch() {
    // Given
    append("a", T0);
    append("b", T0);
    Batch<String> batch = queue.next(US, T0 + LINGER).orElseThrow();

    // When
    queue.acknowledged(batch);
    batch.tellHeld(told);
    append("c", T0 + 10);

    // Then
    assertThat(fates).containsExactly("a held", "b held");
    assertThat(sent(US, T0 + 10 + LINGER)).isEqualTo("7 from 2, 1 records");
  }

  @Test
  void shouldCountFromTheBeginningUnderAnotherNumber() {
    // Given
    append("a", T0);
    Batch<String> batch = queue.next(US, T0 + LINGER).orElseThrow();

    // When
    queue.givenUp();
    batch.tellFailed(told, new KafkaException("no"));
    append("b", T0 + 10);

    // Then
    assertThat(fates).containsExactly("a failed");
    assertThat(sent(US_AGAIN, T0 + 10 + LINGER)).isEqualTo("8 from 0, 1 records");
  }

  @Test
  void shouldSendTheRecordsOfASplitBatchOneByOneInOrder() {
    // Given
    append("a", T0);
    append("b", T0);
    Batch<String> batch = queue.next(US, T0 + LINGER).orElseThrow();
    append("c", T0);

    // When
    queue.split(batch);
    Batch<String> first = queue.next(US, T0 + LINGER).orElseThrow();
    queue.refused();
    first.tellFailed(told, new KafkaException("too large"));
    Batch<String> second = queue.next(US, T0 + LINGER).orElseThrow();
    String numbersOfTheSecond = numbers(second);
    queue.acknowledged(second);
    second.tellHeld(told);

    // Then
    assertThat(fates).containsExactly("a failed", "b held");
    assertThat(numbersOfTheSecond).isEqualTo("7 from 0, 1 records");
    assertThat(sent(US, T0 + LINGER)).isEqualTo("7 from 1, 1 records");
  }

  @Test
  void shouldTakeNothingWhenItIsClosedAndSendTheRestAtOnce() {
    // Given
    append("a", T0);

    // When
    queue.close();

    // Then
    assertThatThrownBy(() -> append("b", T0)).isInstanceOf(KafkaException.class);
    assertThat(sent(US, T0)).isEqualTo("7 from 0, 1 records");
  }

  @Test
  void shouldGiveUpEverythingWhenItIsAbandoned() {
    // Given
    append("x".repeat(300), T0);
    append("y".repeat(300), T0);

    // When
    List<Batch<String>> all = queue.abandon();

    // Then
    assertThat(all).extracting(Batch::size).containsExactly(1, 1);
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.olderThan(Long.MAX_VALUE)).isEqualTo(Optional.empty());
  }

  @Test
  void shouldBeginAgainBehindTheLastNumberThereIs() {
    // Given
    PartitionQueue<String> old =
        new PartitionQueue<>(
            new TopicPartition("records", 0),
            new BatchSettings(Compression.NONE, 64, ENOUGH, 400, LINGER),
            US,
            Integer.MAX_VALUE);
    Message message = new Message("records", T0, new byte[0], new byte[1]);
    old.append(message, "a", () -> T0);
    old.append(message, "b", () -> T0);
    Batch<String> batch = old.next(US, T0 + LINGER).orElseThrow();

    // When
    old.acknowledged(batch);
    old.append(message, "c", () -> T0);

    // Then
    assertThat(numbers(batch)).isEqualTo("7 from 2147483647, 2 records");
    assertThat(numbers(old.next(US, T0 + LINGER).orElseThrow())).isEqualTo("7 from 1, 1 records");
  }
}
