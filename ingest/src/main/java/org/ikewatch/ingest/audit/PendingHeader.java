package org.ikewatch.ingest.audit;

/** A header, as far as it has come in. */
final class PendingHeader extends Part {
  private AuditHeader header;
  private Span text;

  private PendingHeader(AuditHeader header, Span text) {
    this.header = header;
    this.text = text;
  }

  PendingHeader(AuditLine line, AuditHeader header) {
    this(header, line.span());
    take(line);
  }

  /** Stands for a header that was lost. */
  static PendingHeader missing() {
    return new PendingHeader(AuditHeader.MISSING, Span.EMPTY);
  }

  /**
   * Takes the line if it completes the date. Typesetters break headers there (A0200 p. 188), and so
   * do mailers.
   */
  boolean continueWith(AuditLine line) {
    if (header.isDated()) {
      return false;
    }
    String whole = text.text() + " " + line.text();
    AuditHeader mended = AuditHeader.parse(whole);
    if (!mended.isDated()) {
      return false;
    }
    header = mended;
    text = Span.of(whole);
    flag(Flag.WRAPPED);
    take(line);
    return true;
  }

  boolean hasEvent() {
    return header.event() >= 0;
  }

  /** What stands behind {@code Event:} on the header's own line. */
  Span event() {
    return text.eventFrom(header.event());
  }

  AuditHeader header() {
    return header;
  }
}
