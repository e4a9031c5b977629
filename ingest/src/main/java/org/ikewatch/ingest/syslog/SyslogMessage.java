package org.ikewatch.ingest.syslog;

import org.ikewatch.ingest.audit.Claims;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.audit.SyslogStamp;

/**
 * A syslog message taken apart.
 *
 * @param payload the text behind the header, a part of the message
 * @param writer who writes, as sender and header say
 * @param stamp the time of the header next to the text
 * @param claims what the message says of itself beside the text
 * @param headed whether it has a header; without one it may be a line of the message before it
 * @param headerHost why a host that it names was not taken for the writer; {@link
 *     HeaderHost#USABLE} if none was left out
 */
public record SyslogMessage(
    Span payload,
    Writer writer,
    SyslogStamp stamp,
    Claims claims,
    boolean headed,
    HeaderHost headerHost) {

  /** The further line as one of this message: it has this one's header. */
  public SyslogMessage continuedBy(SyslogMessage line) {
    return new SyslogMessage(line.payload, writer, stamp, line.claims, headed, HeaderHost.USABLE);
  }
}
