package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * The bearing records of one host that a late one may still precede, in order of time. A late
 * record goes to its place: the blocks from there on are taken back, and their records are applied
 * again. The records are in the store, each in a slot that is used again once it is settled.
 */
final class ReorderBuffer {
  /** What a record takes next to its text. */
  private static final int RECORD_BYTES = 200;

  /** What its place takes on the heap. */
  private static final int PLACE_BYTES = 72;

  private static final int STATE_BYTES = 400;

  /** Slots that no record uses are kept, up to this many and as many again as are used. */
  private static final int SPARE_SLOTS = 16;

  private final StateStore store;
  private final String host;
  private final HostModel model;
  private final PeerTable peers;
  private final StateWriter scratch;
  private final long grace;
  private final List<Block> blocks = new ArrayList<>();
  private final BitSet live = new BitSet();
  private int slots;
  private int bytes;
  private long bytesInUse;

  ReorderBuffer(
      StateStore store,
      String host,
      HostModel model,
      PeerTable peers,
      StateWriter scratch,
      Duration grace) {
    this.scratch = scratch;
    this.store = store;
    this.host = host;
    this.model = model;
    this.peers = peers;
    this.grace = grace.toMillis();
  }

  /** Reads the records in these slots and applies them. */
  void restore(BufferSlots kept) {
    List<BufferFormat.Content> arrived = new ArrayList<>();
    store.scan(
        StateStore.Table.BUFFER,
        host,
        (suffix, value) -> {
          int slot = BufferFormat.number(suffix);
          slots = Math.max(slots, slot + 1);
          if (kept.holds(slot)) {
            live.set(slot);
            arrived.add(BufferFormat.read(value, host, slot));
          }
        });
    arrived.sort((one, other) -> Long.compare(one.arrival(), other.arrival()));
    List<BufferedRecord> ordered = new ArrayList<>(arrived.size());
    Map<Integer, AuditEvent> events = new HashMap<>();
    for (BufferFormat.Content content : arrived) {
      BufferedRecord record = placed(content);
      int place = ordered.size();
      while (place > 0 && !record.follows(ordered.get(place - 1))) {
        place--;
      }
      ordered.add(place, record);
      events.put(record.slot(), content.event());
    }
    for (BufferedRecord record : ordered) {
      append(record, Optional.of(events.get(record.slot())));
    }
  }

  private BufferedRecord placed(BufferFormat.Content content) {
    AuditEvent event = content.event();
    boolean another = blocks.isEmpty() || !newest().ingestor().equals(event.ingestor());
    return new BufferedRecord(
        content.time().toEpochMilli(),
        event.msg().orElse(Long.MAX_VALUE),
        content.arrival(),
        another ? event.ingestor() : newest().ingestor(),
        endOfGrace(event.receivedAt()),
        content.slot(),
        event.text().length() + RECORD_BYTES,
        content.late());
  }

  /** Records that are received within half a grace of each other are settled together. */
  private long endOfGrace(Instant received) {
    long step = Math.max(1, grace / 2);
    return (Math.floorDiv(received.toEpochMilli(), step) + 1) * step + grace;
  }

  /** Keeps a record and applies it at its place. */
  void add(AuditEvent event, Instant time, long arrival, boolean late) {
    int slot = live.nextClearBit(0);
    live.set(slot);
    slots = Math.max(slots, slot + 1);
    BufferFormat.Content content = new BufferFormat.Content(slot, arrival, late, time, event);
    byte[] value = BufferFormat.write(scratch, content);
    store.put(StateStore.Table.BUFFER, host, BufferFormat.suffix(slot), value);
    insert(placed(content), Optional.of(event));
  }

  /** Lets the model decide what is due at that moment. */
  void decide(Instant at, long arrival) {
    insert(BufferedRecord.moment(at, arrival, endOfGrace(at)), Optional.empty());
  }

  private void insert(BufferedRecord added, Optional<AuditEvent> event) {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      List<BufferedRecord> records = blocks.get(i).records();
      for (int place = records.size(); place > 0; place--) {
        if (added.follows(records.get(place - 1))) {
          boolean behind = place == records.size();
          insert(added, event, behind ? i + 1 : i, behind ? 0 : place);
          return;
        }
      }
    }
    insert(added, event, 0, 0);
  }

  private void insert(BufferedRecord added, Optional<AuditEvent> event, int block, int place) {
    List<BufferedRecord> following = takeBack(block);
    for (int i = 0; i < place; i++) {
      append(following.get(i), read(following.get(i)));
    }
    append(added, event);
    applyAgain(following.subList(place, following.size()));
  }

  /** Applies again what was written at that time or later: what it rests on has changed. */
  void applyAgainFrom(Instant time) {
    long from = time.toEpochMilli();
    int block = blocks.size();
    while (block > 0 && blocks.get(block - 1).lastTime().toEpochMilli() >= from) {
      block--;
    }
    List<BufferedRecord> following = takeBack(block);
    int place = 0;
    while (place < following.size() && following.get(place).time() < from) {
      append(following.get(place), read(following.get(place)));
      place++;
    }
    applyAgain(following.subList(place, following.size()));
  }

  private List<BufferedRecord> takeBack(int first) {
    if (first == blocks.size()) {
      return List.of();
    }
    for (int i = blocks.size() - 1; i >= first; i--) {
      model.takeBack(blocks.get(i));
    }
    List<BufferedRecord> records = new ArrayList<>();
    List<Block> taken = blocks.subList(first, blocks.size());
    taken.forEach(block -> records.addAll(block.records()));
    taken.clear();
    records.forEach(record -> bytes -= record.bytes());
    return records;
  }

  /** What was decided by the passing of time is decided anew. */
  private void applyAgain(List<BufferedRecord> records) {
    for (BufferedRecord record : records) {
      if (!record.isMoment()) {
        append(record, read(record));
      }
    }
  }

  private Optional<AuditEvent> read(BufferedRecord record) {
    return record.isMoment()
        ? Optional.empty()
        : store
            .get(StateStore.Table.BUFFER, host, BufferFormat.suffix(record.slot()))
            .map(value -> BufferFormat.read(value, host, record.slot()).event());
  }

  private void append(BufferedRecord record, Optional<AuditEvent> event) {
    Block block = blockFor(record);
    block.add(record);
    bytes += record.bytes();
    model.apply(record, event, block);
  }

  private Block blockFor(BufferedRecord record) {
    if (!blocks.isEmpty() && blocks.get(blocks.size() - 1).hasRoomFor(record)) {
      return blocks.get(blocks.size() - 1);
    }
    Block block = new Block(model.context());
    blocks.add(block);
    mergeOlder();
    estimate();
    return block;
  }

  /** The two newest blocks stay small. */
  private void mergeOlder() {
    int at = blocks.size() - 3;
    if (at > 0 && blocks.get(at - 1).settlesWith(blocks.get(at))) {
      blocks.get(at - 1).absorb(blocks.get(at)).forEach(peers::noteMerged);
      blocks.remove(at);
    }
  }

  /** Takes out the oldest records that are settled together. */
  List<Block> removeOldest() {
    int end = 1;
    while (end < blocks.size() && blocks.get(end).settlesWith(blocks.get(0))) {
      end++;
    }
    List<Block> oldest = blocks.subList(0, end);
    List<Block> removed = List.copyOf(oldest);
    oldest.clear();
    for (Block block : removed) {
      for (BufferedRecord record : block.records()) {
        bytes -= record.bytes();
        if (!record.isMoment()) {
          live.clear(record.slot());
        }
      }
    }
    dropSpareSlots();
    estimate();
    return removed;
  }

  private void dropSpareSlots() {
    int spare = blocks.isEmpty() ? 0 : SPARE_SLOTS + 2 * live.cardinality();
    while (slots > spare && !live.get(slots - 1)) {
      slots--;
      store.delete(StateStore.Table.BUFFER, host, BufferFormat.suffix(slots));
    }
  }

  /** The slots with records that are not settled. */
  BufferSlots liveSlots() {
    return BufferSlots.of(live);
  }

  /** Bytes of the records in the store. */
  int bytes() {
    return bytes;
  }

  private void estimate() {
    bytesInUse = 0;
    for (Block block : blocks) {
      bytesInUse += block.records().size() * (long) PLACE_BYTES;
      bytesInUse += block.before().size() * (long) STATE_BYTES;
    }
  }

  /** Bytes it takes while in use, roughly. */
  long bytesInUse() {
    return bytesInUse;
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  BufferedRecord oldest() {
    return blocks.get(0).first();
  }

  private BufferedRecord newest() {
    List<BufferedRecord> last = blocks.get(blocks.size() - 1).records();
    return last.get(last.size() - 1);
  }

  /** Time of the newest record; {@link Instant#MIN} if there is none. */
  Instant newestTime() {
    return blocks.isEmpty() ? Instant.MIN : newest().at();
  }
}
