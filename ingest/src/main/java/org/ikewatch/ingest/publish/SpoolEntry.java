package org.ikewatch.ingest.publish;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the spool keeps of one message.
 *
 * @param sequence its number, which grows from one entry to the next, also over restarts
 */
record SpoolEntry(long sequence, ProducerRecord<byte[], byte[]> message, Content content) {}
