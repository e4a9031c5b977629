package org.ikewatch.ingest.audit;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Puts the lines of one stream together into audit records. A record may come in one line, in two
 * ({@code Msg:}, {@code Event:}), or with its text wrapped over more, which have no mark of their
 * own.
 *
 * <p>A record is handed on as soon as its text is understood and cannot go on; else when the next
 * one begins, or when nothing more came within the hold time. Lines may come in another order than
 * they were written in: {@link Pairing} says what is made of them. Not safe for use by several
 * threads.
 */
public final class AuditRecordAssembler {
  /** Gets what became of the lines: each is in one record, or rejected, or ignored. */
  public interface Output {
    void record(AssembledRecord assembled);

    void rejected(AuditLine line, RejectReason reason);

    void ignored(AuditLine line, IgnoreReason reason);
  }

  private static final String MARK = "-- MARK --";

  private final Catalogue catalogue;
  private final Hold hold;
  private final Output output;
  private final Pairing pairing;
  private long lastArrival;

  /** Of the newest record: a repetition has no date of its own, and tells of that record. */
  private long lastDate = EventDate.NONE;

  public AuditRecordAssembler(Catalogue catalogue, Hold hold, Output output) {
    this.catalogue = catalogue;
    this.hold = hold;
    this.output = output;
    this.pairing = new Pairing(catalogue, this::emit);
  }

  /** Takes the next line of the stream. */
  public void accept(AuditLine line) {
    if (line.cut() && !completes(line)) {
      flush();
      output.rejected(line, RejectReason.CONNECTION_CUT);
    } else if (line.span().startsWith(AuditHeader.START)) {
      beginRecord(line);
    } else {
      acceptOther(line, line.text());
    }
  }

  private void acceptOther(AuditLine line, String text) {
    Optional<Repetition> repetition = Repetition.in(text);
    if (repetition.isPresent()) {
      repeat(line, text, repetition.get());
    } else if (text.isBlank()) {
      endEvent();
      output.ignored(line, IgnoreReason.BLANK);
    } else if (line.span().startsWith(AuditHeader.EVENT)) {
      beginEvent(line);
    } else if (text.startsWith("---")) {
      endEvent();
      output.ignored(line, IgnoreReason.BANNER);
    } else if (text.startsWith(MARK)) {
      output.rejected(line, RejectReason.NOT_AN_AUDIT_RECORD);
    } else {
      continueRecord(line);
    }
  }

  private void repeat(AuditLine line, String text, Repetition repetition) {
    endEvent();
    if (repetition.ofNumberedRecord()) {
      output.ignored(line, IgnoreReason.REPEATED_RECORD);
      return;
    }
    output.record(
        new AssembledRecord(
            AuditHeader.MISSING.at(lastDate),
            Span.of(text),
            catalogue.match(repetition.canonicalText()),
            EnumSet.noneOf(Flag.class),
            List.of(line)));
  }

  private void emit(AssembledRecord assembled) {
    lastDate = assembled.header().date();
    output.record(assembled);
  }

  private void beginRecord(AuditLine line) {
    AuditHeader parsed = AuditHeader.parse(line.span());
    if (parsed.isMissing()) {
      flush();
      output.rejected(line, RejectReason.NOT_AN_AUDIT_RECORD);
      return;
    }
    lastArrival = line.arrivedAt();
    if (parsed.event() < 0) {
      pairing.add(new PendingHeader(line.kept(), parsed));
      return;
    }
    // Its halves belong together, whatever else waits.
    flush();
    Span event = line.span().eventFrom(parsed.event());
    Match match = catalogue.match(event);
    if (PendingEvent.isComplete(event.length(), match)) {
      emit(AssembledRecord.whole(line, parsed, event, match));
    } else {
      AuditLine kept = line.kept();
      pairing.add(new PendingHeader(kept, parsed));
      pairing.add(new PendingEvent(catalogue, kept.span().eventFrom(parsed.event()), match));
    }
  }

  private void beginEvent(AuditLine line) {
    lastArrival = line.arrivedAt();
    AuditLine kept = line.kept();
    pairing.add(new PendingEvent(catalogue, kept, event(kept)));
  }

  private void continueRecord(AuditLine line) {
    if (pairing.continueWith(line)) {
      lastArrival = line.arrivedAt();
    } else {
      endEvent();
      output.rejected(line, RejectReason.NOT_AN_AUDIT_RECORD);
    }
  }

  /** Whether what came of a line before the connection was cut makes a whole record. */
  private boolean completes(AuditLine line) {
    Span text = line.span();
    if (text.startsWith(AuditHeader.START)) {
      AuditHeader header = AuditHeader.parse(text);
      return header.isDated()
          && header.event() >= 0
          && catalogue.match(text.eventFrom(header.event())).isKnown();
    }
    if (text.startsWith(AuditHeader.EVENT)) {
      return catalogue.match(event(line)).isKnown();
    }
    return pairing.isUnderstoodWith(line);
  }

  /** The text of a line that begins with {@code Event:}. */
  private static Span event(AuditLine line) {
    return line.span().eventFrom(AuditHeader.EVENT.length);
  }

  private void endEvent() {
    if (pairing.hasEvent()) {
      flush();
    }
  }

  /** Hands on what has waited for its hold time without another line. */
  public void expire(long nowMillis) {
    if (hasWaited(nowMillis, pairing.hasEvent() ? hold.millis() : hold.headerMillis())) {
      flush();
    }
  }

  /** Whether a record waits for more lines, and had none for this long. */
  public boolean hasWaited(long nowMillis, long millis) {
    return isPending() && nowMillis - lastArrival >= millis;
  }

  /** Hands on the unfinished records, if there are any. */
  public void flush() {
    pairing.drain();
  }

  /** Gives up the lines of the unfinished records, for another assembler to accept. */
  public List<AuditLine> release() {
    return pairing.release();
  }

  /**
   * When the oldest of the lines arrived that wait for more; {@link Long#MAX_VALUE} where none do.
   */
  public long oldestArrival() {
    return pairing.oldestArrival();
  }

  /** Whether a record waits for more lines. */
  public boolean isPending() {
    return !pairing.isEmpty();
  }
}
