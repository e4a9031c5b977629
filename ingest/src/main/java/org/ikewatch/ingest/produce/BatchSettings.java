package org.ikewatch.ingest.produce;

import org.apache.kafka.common.compress.Compression;

/**
 * How records are put together.
 *
 * @param firstBytes what a batch has room for at first; it grows
 * @param enoughBytes what is worth a request: a batch that comes to it does not wait for more
 * @param mostBytes what a batch may come to; less than the topic's {@code max.message.bytes}
 * @param lingerMillis how long a batch that is not full waits for more
 */
record BatchSettings(
    Compression compression, int firstBytes, int enoughBytes, int mostBytes, long lingerMillis) {}
