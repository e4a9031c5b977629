package org.ikewatch.ingest.publish;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** Why a line did not reach its topic. */
enum DropReason {
  /** The record is larger than the broker takes. */
  RECORD_TOO_LARGE,
  /** The broker refuses this very record, whenever it is sent. */
  RECORD_REFUSED,
  /** The spool is full, or its disk fails, and the sender cannot be made to wait. */
  SPOOL_FULL,
  /** More lines that are no audit records came than their topic takes, and waited already. */
  REJECTS_FULL,
  /** Lines that are no audit records came faster than their topic is to grow. */
  REJECT_RATE,
  /** The spool had it, and cannot read it any more. */
  SPOOL_DAMAGED,
  /** The ingestor was stopped while the line waited for room. */
  SHUTDOWN;

  /**
   * Whether the failure is the record's own, so that sending it again cannot help. All others are
   * the broker's: it is unavailable, or not configured to accept us, which an operator will change.
   * A timestamp that it refuses is our clock's, or the broker's.
   */
  static boolean isOfTheRecord(Exception failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidRecordException
        || failure instanceof SerializationException;
  }

  /** Why a record is dropped that failed like this. */
  static DropReason of(Exception failure) {
    if (failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException) {
      return RECORD_TOO_LARGE;
    }
    return RECORD_REFUSED;
  }
}
