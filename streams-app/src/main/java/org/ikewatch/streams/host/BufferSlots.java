package org.ikewatch.streams.host;

import java.util.Arrays;
import java.util.BitSet;

/** Which slots of the buffer hold records that are not settled yet; the others are used again. */
final class BufferSlots {
  /** Every slot that the store has: earlier versions deleted the records that were settled. */
  static final BufferSlots ALL = new BufferSlots(new byte[0], true);

  static final BufferSlots NONE = new BufferSlots(new byte[0], false);

  private final byte[] bits;
  private final boolean all;

  private BufferSlots(byte[] bits, boolean all) {
    this.bits = bits;
    this.all = all;
  }

  static BufferSlots of(BitSet slots) {
    return slots.isEmpty() ? NONE : new BufferSlots(slots.toByteArray(), false);
  }

  static BufferSlots of(byte[] bits) {
    return new BufferSlots(bits.clone(), false);
  }

  boolean holds(int slot) {
    int at = slot >> 3;
    return all || (at < bits.length && (bits[at] >> (slot & 7) & 1) != 0);
  }

  void write(StateWriter out) {
    out.octets(bits);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BufferSlots slots
        && all == slots.all
        && Arrays.equals(bits, slots.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits) + (all ? 1 : 0);
  }
}
