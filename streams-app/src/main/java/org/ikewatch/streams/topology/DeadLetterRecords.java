package org.ikewatch.streams.topology;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.ikewatch.schemas.DeadLetter;

/** Describes a record that was given up, with its origin and the reason. */
final class DeadLetterRecords {
  /** With the rest of the letter this fits a topic's default limit of 1 MiB. */
  private static final int MAX_BYTES = 768 * 1024;

  private static final int MAX_KEY = 16 * 1024;
  private static final int MAX_DETAIL = 2_000;

  private DeadLetterRecords() {}

  static DeadLetter of(
      Record<byte[], byte[]> input, RecordMetadata origin, String reason, RuntimeException why) {
    return DeadLetter.newBuilder()
        .setStage("streams-app")
        .setReason(reason)
        .setDetail(detail(input, why))
        .setOriginTopic(origin.topic())
        .setOriginPartition(origin.partition())
        .setOriginOffset(origin.offset())
        .setOriginTimestamp(Instant.ofEpochMilli(Math.max(0, input.timestamp())))
        .setKey(cut(input.key(), MAX_KEY))
        .setBytes(cut(input.value(), MAX_BYTES))
        .build();
  }

  private static String detail(Record<byte[], byte[]> input, RuntimeException why) {
    StringWriter text = new StringWriter();
    if (input.value() != null && input.value().length > MAX_BYTES) {
      text.append("(the first " + MAX_BYTES + " of " + input.value().length + " bytes) ");
    }
    text.append(String.valueOf(why.getMessage()));
    if (!(why instanceof IllegalArgumentException)) {
      text.append("; ");
      why.printStackTrace(new PrintWriter(text));
    }
    String all = text.toString();
    return all.length() > MAX_DETAIL ? all.substring(0, MAX_DETAIL) : all;
  }

  private static ByteBuffer cut(byte[] bytes, int most) {
    return bytes == null ? null : ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, most));
  }
}
