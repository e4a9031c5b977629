package org.ikewatch.ingest.publish;

import org.ikewatch.ingest.produce.Message;

/**
 * What the spool keeps of one message.
 *
 * @param sequence its number, which grows from one entry to the next, also over restarts
 */
record SpoolEntry(long sequence, Message message, Content content) {}
