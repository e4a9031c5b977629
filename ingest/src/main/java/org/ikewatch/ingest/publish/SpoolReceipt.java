package org.ikewatch.ingest.publish;

import org.ikewatch.ingest.audit.Receipt;

/**
 * Of an entry read from a spool, which may forget it when the broker has it.
 *
 * @param sequence the entry's number in the spool
 * @param lines what the entry stands for
 */
record SpoolReceipt(Spool spool, long sequence, int lines) implements Receipt {
  @Override
  public void settle() {
    spool.acknowledged(sequence, lines);
  }
}
