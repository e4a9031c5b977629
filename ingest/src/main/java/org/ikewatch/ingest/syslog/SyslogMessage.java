package org.ikewatch.ingest.syslog;

import org.ikewatch.ingest.audit.SyslogStamp;

/**
 * A syslog message taken apart.
 *
 * @param text all of it
 * @param start where the text behind the header begins
 * @param writer who writes, as sender and header say
 * @param stamp the header's time
 * @param structuredData as RFC 5424 section 6.3 writes it; empty where there is none
 */
public record SyslogMessage(
    String text, int start, Writer writer, SyslogStamp stamp, String structuredData) {
  /** The text behind the header. */
  public String payload() {
    return text.substring(start);
  }
}
