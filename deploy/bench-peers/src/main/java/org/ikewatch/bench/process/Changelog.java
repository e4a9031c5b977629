package org.ikewatch.bench.process;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Bytes;

/**
 * What the changelog topic of a store holds.
 *
 * @param keys keys with a value
 * @param bytes of those keys and their newest values
 * @param messages all messages, older values and deletions included
 */
public record Changelog(long keys, long bytes, long messages) {
  /** Reads a changelog topic to its end. */
  public static Changelog read(String kafka, String topic) {
    Map<Bytes, Integer> newest = new HashMap<>();
    LongAdder messages = new LongAdder();
    CommittedRecords.forEach(
        kafka,
        topic,
        record -> {
          messages.increment();
          Bytes key = Bytes.wrap(record.key());
          if (record.value() == null) {
            newest.remove(key);
          } else {
            newest.put(key, record.value().length);
          }
        });
    long bytes =
        newest.entrySet().stream().mapToLong(it -> it.getKey().get().length + it.getValue()).sum();
    return new Changelog(newest.size(), bytes, messages.sum());
  }
}
