package org.ikewatch.ingest.audit;

/**
 * One line of audit text, freed of its syslog header, and where it comes from. Its bytes may lie
 * where others will be read to: whoever keeps a line keeps {@link #kept}.
 */
public final class AuditLine {
  private final Span text;
  private final Span raw;
  private final long arrivedAt;
  private final SyslogStamp stamp;
  private final Claims claims;
  private final long number;
  private final boolean invalidUtf8;
  private final boolean cut;
  private final Receipt receipt;

  /**
   * A line.
   *
   * @param text the audit text
   * @param raw the whole message as received, for the case that nothing can be made of it
   * @param arrivedAt when its last byte arrived, in milliseconds since the epoch
   * @param stamp the syslog header's time
   * @param claims what the message says of itself beside the text
   * @param number its number in the file, 0 for lines off the network
   * @param invalidUtf8 whether the text has replacement characters
   * @param cut whether the connection ended inside the line
   * @param receipt gets to know when the line is safe
   */
  public AuditLine(
      Span text,
      Span raw,
      long arrivedAt,
      SyslogStamp stamp,
      Claims claims,
      long number,
      boolean invalidUtf8,
      boolean cut,
      Receipt receipt) {
    this.text = text;
    this.raw = raw;
    this.arrivedAt = arrivedAt;
    this.stamp = stamp;
    this.claims = claims;
    this.number = number;
    this.invalidUtf8 = invalidUtf8;
    this.cut = cut;
    this.receipt = receipt;
  }

  /** The same, in bytes that nobody else uses. */
  AuditLine kept() {
    Span keptRaw = raw.kept();
    boolean within =
        text.base() == raw.base() && text.start() >= raw.start() && text.end() <= raw.end();
    int offset = text.start() - raw.start();
    Span keptText =
        within
            ? new Span(keptRaw.base(), offset, offset + text.length(), text.ascii())
            : text.kept();
    return new AuditLine(
        keptText, keptRaw, arrivedAt, stamp, claims, number, invalidUtf8, cut, receipt);
  }

  /** The audit text. */
  public String text() {
    return text.text();
  }

  Span span() {
    return text;
  }

  /** The whole message as received, copied. */
  public byte[] raw() {
    return raw.bytes();
  }

  public long arrivedAt() {
    return arrivedAt;
  }

  public SyslogStamp stamp() {
    return stamp;
  }

  public Claims claims() {
    return claims;
  }

  public long number() {
    return number;
  }

  public boolean invalidUtf8() {
    return invalidUtf8;
  }

  public boolean cut() {
    return cut;
  }

  public Receipt receipt() {
    return receipt;
  }
}
