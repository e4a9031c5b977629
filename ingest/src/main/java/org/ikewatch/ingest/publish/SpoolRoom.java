package org.ikewatch.ingest.publish;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much more may wait for the disk, and how much more the spool may take there. Not safe for use
 * by several threads.
 */
final class SpoolRoom {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolRoom.class);

  private final Spool spool;
  private final int mostLines;
  private final long mostMemory;
  private final long mostBytes;

  /** Lines and bytes that wait for the disk, or are on their way to it. */
  private long lines;

  private long bytes;
  private long memory;
  private boolean full;

  /** As much room as the settings give, in memory to what waits for the disk, and on disk. */
  SpoolRoom(Spool spool, DeliverySettings settings) {
    this.spool = spool;
    this.mostLines = settings.inflightMax();
    this.mostMemory = settings.inflightBytes();
    this.mostBytes = settings.spoolMax();
  }

  /** Whether more may wait; one record may always, however long it is. */
  boolean hasRoomInMemory(Outgoing out) {
    return memory == 0 || (lines + out.lines() <= mostLines && memory + out.bytes() <= mostMemory);
  }

  /** Whether the spool cannot take it; an empty one takes any record, however large it is. */
  boolean isFull(Outgoing out) {
    return isFull(EntryFormat.size(out));
  }

  private boolean isFull(int added) {
    long taken = spool.bytes() + bytes;
    return taken > 0 && taken + added > mostBytes;
  }

  void take(Outgoing out) {
    lines += out.lines();
    memory += out.bytes();
    bytes += EntryFormat.size(out);
  }

  void free(Outgoing out) {
    lines -= out.lines();
    memory -= out.bytes();
    bytes -= EntryFormat.size(out);
  }

  /** Says so, where the spool was not full before, or was. */
  void tell(boolean isFull) {
    if (isFull != full) {
      full = isFull;
      LOG.atWarn()
          .addKeyValue("bytes", spool.bytes())
          .addKeyValue("most", mostBytes)
          .log(
              isFull
                  ? "The spool is full: streams wait, datagrams are dropped and counted"
                  : "The spool has room again");
    }
  }

  /** Whether it was full when somebody last asked for room, and none was made since. */
  boolean isToldFull() {
    return full;
  }

  /** Says so, where the spool was full and is not any more. */
  void tellIfMade() {
    if (full && !isFull(0)) {
      tell(false);
    }
  }
}
