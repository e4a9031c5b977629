package org.ikewatch.ingest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.utils.ProducerIdAndEpoch;
import org.junit.jupiter.api.Test;

/** Held to Kafka's own builder. */
class RecordBytesTest {
  private static final ProducerIdAndEpoch US = new ProducerIdAndEpoch(7, (short) 3);
  private static final int SEQUENCE = 41;

  private static Message message(long timestamp, String key, String value) {
    return new Message("records", timestamp, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static MemoryRecords ours(List<Message> messages, Compression compression) {
    RecordBytes bytes = new RecordBytes(new byte[16]);
    messages.forEach(bytes::add);
    return bytes.complete(compression, US, SEQUENCE);
  }

  private static MemoryRecords kafkas(List<Message> messages, Compression compression) {
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(1 << 16), compression, TimestampType.CREATE_TIME, 0);
    messages.forEach(one -> builder.append(one.timestamp(), one.key().bytes(), one.valueBytes()));
    builder.setProducerState(US.producerId, US.epoch, SEQUENCE, false);
    builder.close();
    return builder.build();
  }

  @Property(tries = 300)
  void shouldWriteWhatKafkaWrites(
      @ForAll @Size(min = 1, max = 20) List<String> values,
      @ForAll String key,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long first,
      @ForAll @LongRange(min = -100_000_000_000L, max = 100_000_000_000L) long step) {
    // Given
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      messages.add(message(Math.abs(first + i * step), key, values.get(i).repeat(1 + i)));
    }

    // When
    MemoryRecords ours = ours(messages, Compression.NONE);

    // Then
    assertThat(ours.buffer()).isEqualTo(kafkas(messages, Compression.NONE).buffer());
  }

  @Test
  void shouldCompressForKafkasOwnReader() {
    // Given
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      messages.add(message(1_000 + i, "hpux" + i % 7, "found ikev1 policy: default " + i));
    }

    for (CompressionType type : List.of(CompressionType.LZ4, CompressionType.GZIP)) {
      // When
      MemoryRecords ours = ours(messages, Compression.of(type).build());

      // Then
      MutableRecordBatch batch = ours.batches().iterator().next();
      batch.ensureValid();
      assertThat(batch.compressionType()).isEqualTo(type);
      assertThat(batch.producerId()).isEqualTo(US.producerId);
      assertThat(batch.baseSequence()).isEqualTo(SEQUENCE);
      assertThat(batch.maxTimestamp()).isEqualTo(1_499);
      assertThat(ours.sizeInBytes()).isLessThan(500 * 30 / 2);
      assertThat(ours.records())
          .extracting(one -> UTF_8.decode(Objects.requireNonNull(one.value())).toString())
          .containsExactlyElementsOf(
              messages.stream().map(one -> new String(one.valueBytes(), UTF_8)).toList());
    }
  }

  @Test
  void shouldNeverBeLargerThanItSaysBefore() {
    // Given
    RecordBytes bytes = new RecordBytes(new byte[0]);
    bytes.add(message(Long.MAX_VALUE, "", ""));
    Message next = message(0, "k".repeat(70), "v".repeat(9_000));

    // When
    int atMost = bytes.sizeWith(next);
    bytes.add(next);

    // Then
    assertThat(bytes.complete(Compression.NONE, US, SEQUENCE).sizeInBytes())
        .isLessThanOrEqualTo(atMost)
        .isGreaterThan(9_070);
  }
}
