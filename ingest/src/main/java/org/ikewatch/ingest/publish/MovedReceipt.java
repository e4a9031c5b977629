package org.ikewatch.ingest.publish;

import java.util.OptionalLong;
import org.ikewatch.ingest.audit.Receipt;

/**
 * Of a record that went on to the spool while a slow broker may still acknowledge it: whichever
 * comes first makes it safe, and once the broker has it the spool forgets it. Safe for use by
 * several threads.
 */
final class MovedReceipt implements Receipt {
  private final Receipt original;
  private final Spool spool;
  private final int lines;
  private boolean safe;
  private boolean settled;
  private OptionalLong sequence = OptionalLong.empty();

  /**
   * @param original settled once, as soon as the record is safe
   * @param lines what the record stands for
   */
  MovedReceipt(Receipt original, Spool spool, int lines) {
    this.original = original;
    this.spool = spool;
    this.lines = lines;
  }

  /** The spool has it, with this number. */
  synchronized void spooled(long number) {
    sequence = OptionalLong.of(number);
    if (settled) {
      spool.acknowledged(number, lines);
    }
    safe();
  }

  /** The broker has it, or never will. */
  @Override
  public synchronized void settle() {
    if (!settled) {
      settled = true;
      sequence.ifPresent(number -> spool.acknowledged(number, lines));
      safe();
    }
  }

  private void safe() {
    if (!safe) {
      safe = true;
      original.settle();
    }
  }

  synchronized boolean isSettled() {
    return settled;
  }

  /** The same of a record that is taken off its way to the spool, which does not have it then. */
  Receipt withdrawn() {
    return new Withdrawn(this);
  }

  private record Withdrawn(MovedReceipt moved) implements Receipt {
    @Override
    public void settle() {
      moved.settle();
    }

    @Override
    public boolean canWait() {
      return moved.canWait();
    }
  }

  @Override
  public boolean canWait() {
    return original.canWait();
  }
}
