package org.ikewatch.ingest.audit;

/** A header, as far as it has come in. */
final class PendingHeader extends Part {
  private AuditHeader header;
  private String text;

  private PendingHeader(AuditHeader header, String text) {
    this.header = header;
    this.text = text;
  }

  PendingHeader(AuditLine line, AuditHeader header) {
    this(header, line.text());
    take(line);
  }

  /** Stands for a header that was lost. */
  static PendingHeader missing() {
    return new PendingHeader(AuditHeader.MISSING, "");
  }

  /**
   * Takes the line if it completes the date. Typesetters break headers there (A0200 p. 188), and so
   * do mailers.
   */
  boolean continueWith(AuditLine line) {
    if (header.isDated()) {
      return false;
    }
    String whole = text + " " + line.text();
    AuditHeader mended = AuditHeader.parse(whole);
    if (!mended.isDated()) {
      return false;
    }
    header = mended;
    text = whole;
    flag(Flag.WRAPPED);
    take(line);
    return true;
  }

  boolean hasEvent() {
    return header.event() >= 0;
  }

  /** What stands behind {@code Event:} on the header's own line. */
  String eventText() {
    return text.substring(header.event()).strip();
  }

  AuditHeader header() {
    return header;
  }
}
