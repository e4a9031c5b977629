package org.ikewatch.ingest.audit;

/** A header, as far as it has come in. */
final class PendingHeader extends Part {
  private AuditHeader header;
  private Span text;

  private PendingHeader(AuditHeader header, Span text) {
    this.header = header;
    this.text = text;
  }

  /** A header on this line, which is kept already. */
  PendingHeader(AuditLine kept, AuditHeader header) {
    this(header, kept.span());
    take(kept);
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
    Span mendedText = Span.of(whole);
    AuditHeader mended = AuditHeader.parse(mendedText);
    if (!mended.isDated()) {
      return false;
    }
    header = mended;
    text = mendedText;
    flag(Flag.WRAPPED);
    take(line.kept());
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
