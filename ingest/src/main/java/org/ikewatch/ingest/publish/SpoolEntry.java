package org.ikewatch.ingest.publish;

/**
 * What the spool keeps of one record.
 *
 * @param sequence its number, which grows from one entry to the next, also over restarts
 * @param out the record, with a receipt that nobody waits for
 */
record SpoolEntry(long sequence, Outgoing out) {}
