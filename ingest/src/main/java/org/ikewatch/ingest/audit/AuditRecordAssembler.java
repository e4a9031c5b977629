package org.ikewatch.ingest.audit;

import java.util.EnumSet;

/**
 * Puts the lines of one stream together into audit records. A record may come in one line, in two
 * ({@code Msg:}, {@code Event:}), or with its text wrapped over more, which have no mark of their
 * own.
 *
 * <p>A record is handed on as soon as its text is understood and cannot go on; else when the next
 * one begins, or when nothing more came within the hold time. Not safe for use by several threads.
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
  private final long holdMillis;
  private final Output output;
  private PendingRecord pending;

  public AuditRecordAssembler(Catalogue catalogue, long holdMillis, Output output) {
    this.catalogue = catalogue;
    this.holdMillis = holdMillis;
    this.output = output;
  }

  /** Takes the next line of the stream. */
  public void accept(AuditLine line) {
    String text = line.text();
    if (line.cut() && !completes(line)) {
      flush();
      output.rejected(line, RejectReason.CONNECTION_CUT);
    } else if (text.isBlank()) {
      endEvent();
      output.ignored(line, IgnoreReason.BLANK);
    } else if (text.startsWith(AuditHeader.START)) {
      beginRecord(line);
    } else if (text.startsWith(AuditHeader.EVENT)) {
      beginEvent(line);
    } else if (text.startsWith("---")) {
      endEvent();
      output.ignored(line, IgnoreReason.BANNER);
    } else if (text.startsWith(MARK)) {
      output.rejected(line, RejectReason.NOT_AN_AUDIT_RECORD);
    } else if (isRepetition(text)) {
      endEvent();
      output.record(
          new AssembledRecord(
              AuditHeader.MISSING,
              text,
              catalogue.match(text),
              EnumSet.noneOf(Flag.class),
              line,
              line,
              1));
    } else {
      continueRecord(line);
    }
  }

  private void beginRecord(AuditLine line) {
    flush();
    AuditHeader header = AuditHeader.parse(line.text());
    if (header.isMissing()) {
      output.rejected(line, RejectReason.NOT_AN_AUDIT_RECORD);
      return;
    }
    pending = new PendingRecord(catalogue, line, header, line.text());
    if (header.event() >= 0) {
      pending.beginEvent(line.text().substring(header.event()).strip());
      flushIfComplete();
    }
  }

  private void beginEvent(AuditLine line) {
    String chunk = eventText(line.text());
    if (pending == null || pending.hasEvent()) {
      flush();
      pending = new PendingRecord(catalogue, line, AuditHeader.MISSING, "");
      pending.beginEvent(chunk);
    } else {
      pending.beginEvent(line, chunk);
    }
    flushIfComplete();
  }

  private void continueRecord(AuditLine line) {
    if (pending != null
        && (pending.hasEvent() ? pending.continueEvent(line) : pending.continueHeader(line))) {
      flushIfComplete();
    } else {
      endEvent();
      output.rejected(line, RejectReason.NOT_AN_AUDIT_RECORD);
    }
  }

  /** Whether what came of a line before the connection was cut makes a whole record. */
  private boolean completes(AuditLine line) {
    String text = line.text();
    if (text.startsWith(AuditHeader.START)) {
      AuditHeader header = AuditHeader.parse(text);
      return header.isDated()
          && header.event() >= 0
          && catalogue.match(text.substring(header.event())).isKnown();
    }
    if (text.startsWith(AuditHeader.EVENT)) {
      return catalogue.match(eventText(text)).isKnown();
    }
    return pending != null && pending.hasEvent() && pending.isUnderstoodWith(line);
  }

  private static String eventText(String line) {
    return line.substring(AuditHeader.EVENT.length()).strip();
  }

  /** HP-UX's syslogd says "above message repeats", Linux's "last message repeated". */
  private static boolean isRepetition(String text) {
    return text.startsWith("above message repeats ") || text.startsWith("last message repeated ");
  }

  private void flushIfComplete() {
    if (pending.isComplete()) {
      flush();
    }
  }

  private void endEvent() {
    if (pending != null && pending.hasEvent()) {
      flush();
    }
  }

  /** Hands on a record that has waited for its hold time without another line. */
  public void expire(long nowMillis) {
    if (pending != null && nowMillis - pending.lastArrival() >= holdMillis) {
      flush();
    }
  }

  /** Hands on the unfinished record, if there is one. */
  public void flush() {
    if (pending != null) {
      AssembledRecord assembled = pending.toRecord();
      pending = null;
      output.record(assembled);
    }
  }

  /** Whether a record waits for more lines. */
  public boolean isPending() {
    return pending != null;
  }
}
