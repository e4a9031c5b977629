package org.ikewatch.ingest.publish;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.ikewatch.ingest.audit.Receipt;

/**
 * One thing on its way to the broker.
 *
 * @param message topic, time, key and value, the value in wire format
 * @param content what it is
 * @param receipt settled once, as soon as the broker or the spool has it, or nobody ever will
 */
record Outgoing(ProducerRecord<byte[], byte[]> message, Content content, Receipt receipt) {
  int lines() {
    return content.lines();
  }

  /** Whether it comes from the spool, where it stays until its receipt is settled. */
  boolean isSpooled() {
    return receipt instanceof SpoolReceipt;
  }

  /** Whether it must not get lost. */
  boolean isPrecious() {
    return content.lines() > 0;
  }
}
