package org.ikewatch.ingest.audit;

import java.util.Set;

/**
 * An audit record, put together from its lines.
 *
 * @param header its header, or {@link AuditHeader#MISSING}
 * @param text its event text; empty where that was lost
 * @param match what the text means
 * @param flags what a reader should know before trusting it
 * @param first its first line
 * @param last its last line: when that arrived, the record had
 * @param lines of how many lines it was made
 */
public record AssembledRecord(
    AuditHeader header,
    String text,
    Match match,
    Set<Flag> flags,
    AuditLine first,
    AuditLine last,
    int lines) {}
