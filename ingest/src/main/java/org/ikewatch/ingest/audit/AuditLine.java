package org.ikewatch.ingest.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One line of audit text, freed of its syslog header, and where it comes from.
 *
 * <p>Nothing is copied: the line is a part of its message's text, and a line owns its bytes.
 */
public final class AuditLine {
  private final Span text;
  private final byte[] raw;
  private final long arrivedAt;
  private final SyslogStamp stamp;
  private final String structuredData;
  private final long number;
  private final boolean invalidUtf8;
  private final boolean cut;
  private final Receipt receipt;

  /**
   * A line.
   *
   * @param text the audit text, a part of the message's
   * @param raw the message's bytes as received, for the case that nothing can be made of them; none
   *     where they are just its text in UTF-8
   * @param arrivedAt when its last byte arrived, in milliseconds since the epoch
   * @param stamp the syslog header's time
   * @param structuredData the message's, as RFC 5424 section 6.3 writes it; empty where it has none
   * @param number its number in the file, 0 for lines off the network
   * @param invalidUtf8 whether the text has replacement characters
   * @param cut whether the connection ended inside the line
   * @param receipt gets to know when the line is safe
   */
  public AuditLine(
      Span text,
      byte[] raw,
      long arrivedAt,
      SyslogStamp stamp,
      String structuredData,
      long number,
      boolean invalidUtf8,
      boolean cut,
      Receipt receipt) {
    this.text = text;
    this.raw = raw;
    this.arrivedAt = arrivedAt;
    this.stamp = stamp;
    this.structuredData = structuredData;
    this.number = number;
    this.invalidUtf8 = invalidUtf8;
    this.cut = cut;
    this.receipt = receipt;
  }

  /** The audit text. */
  public String text() {
    return text.text();
  }

  boolean startsWith(String beginning) {
    return text.length() >= beginning.length() && text.base().startsWith(beginning, text.start());
  }

  /** The audit text, as a part of its message's. */
  Span span() {
    return text;
  }

  /** The whole message as it was received. */
  public byte[] raw() {
    return raw.length == 0 ? text.base().getBytes(UTF_8) : raw;
  }

  public long arrivedAt() {
    return arrivedAt;
  }

  public SyslogStamp stamp() {
    return stamp;
  }

  public String structuredData() {
    return structuredData;
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
