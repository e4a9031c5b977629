package org.ikewatch.streams.topology;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.SerializationException;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.SchemaRegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads audit records. While the schema registry is unavailable, a record with a schema id that was
 * not seen before is tried again in place; others do not need the registry.
 */
final class RetryingReader {
  private static final Logger LOGGER = LoggerFactory.getLogger(RetryingReader.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Below max.poll.interval.ms, so that the thread keeps its partitions meanwhile. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final byte[] NOTHING = {};

  private final AvroSerde<AuditRecord> audit;

  RetryingReader(AvroSerde<AuditRecord> audit) {
    this.audit = audit;
  }

  /**
   * The record in these bytes. Blocks up to two minutes while the registry is unavailable.
   *
   * @throws SerializationException if the bytes are not such a record
   * @throws SchemaRegistryException if the registry stays unavailable
   */
  AuditRecord read(byte[] bytes) {
    Duration waited = Duration.ZERO;
    Duration wait = FIRST_WAIT;
    while (true) {
      try {
        return audit.fromBytes(bytes == null ? NOTHING : bytes);
      } catch (SchemaRegistryException e) {
        if (waited.compareTo(PATIENCE) >= 0 || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LOGGER
            .atWarn()
            .addKeyValue("retryIn", wait)
            .addKeyValue("error", e.getMessage())
            .log("schema registry unavailable, the record is tried again");
        LockSupport.parkNanos(wait.toNanos());
        waited = waited.plus(wait);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      }
    }
  }
}
