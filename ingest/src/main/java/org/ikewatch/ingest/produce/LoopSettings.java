package org.ikewatch.ingest.produce;

/**
 * How batches are brought to the brokers.
 *
 * @param requestTimeoutMillis how long a broker may take over a request
 * @param deliveryTimeoutMillis after how long a batch is given up
 * @param retryBackoffMillis how long a batch waits that is to go again
 * @param lookEveryMillis how often batches are looked at that are not full yet
 */
record LoopSettings(
    int requestTimeoutMillis,
    long deliveryTimeoutMillis,
    long retryBackoffMillis,
    long lookEveryMillis) {}
