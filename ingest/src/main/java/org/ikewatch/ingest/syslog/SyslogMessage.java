package org.ikewatch.ingest.syslog;

import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.audit.SyslogStamp;

/**
 * A syslog message taken apart.
 *
 * @param payload the text behind the header, a part of the message
 * @param writer who writes, as sender and header say
 * @param stamp the header's time
 * @param structuredData as RFC 5424 section 6.3 writes it; empty where there is none
 */
public record SyslogMessage(
    Span payload, Writer writer, SyslogStamp stamp, String structuredData) {}
