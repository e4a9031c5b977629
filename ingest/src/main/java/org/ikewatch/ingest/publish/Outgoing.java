package org.ikewatch.ingest.publish;

import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.produce.Message;

/**
 * One thing on its way to the broker.
 *
 * @param message topic, time, key and value, the value in wire format
 * @param parcel what it is, and who waits for its fate
 */
record Outgoing(Message message, Parcel parcel) {
  /** The same, for whoever keeps it longer than it takes to send. */
  Outgoing kept() {
    return new Outgoing(message.kept(), parcel);
  }

  Content content() {
    return parcel.content();
  }

  Receipt receipt() {
    return parcel.receipt();
  }

  int lines() {
    return content().lines();
  }

  /** Whether it comes from the spool, where it stays until its receipt is settled. */
  boolean isSpooled() {
    return receipt() instanceof SpoolReceipt;
  }

  /** Whether it must not get lost. */
  boolean isPrecious() {
    return lines() > 0;
  }
}
