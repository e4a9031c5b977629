package org.ikewatch.ingest.syslog;

import org.ikewatch.ingest.audit.SyslogStamp;

/**
 * A syslog message taken apart.
 *
 * @param host the host its header names; empty where it names none
 * @param tag the program's name, without process ID; empty where there is none
 * @param stamp the header's time
 * @param structuredData as RFC 5424 section 6.3 writes it; empty where there is none
 * @param payload the text behind the header
 */
public record SyslogMessage(
    String host, String tag, SyslogStamp stamp, String structuredData, String payload) {}
