package org.ikewatch.ingest.publish;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Why a line did not reach its topic. */
enum DropReason {
  /** There is no spool, and the broker did not answer in time. */
  BROKER_UNAVAILABLE,
  /** The record is larger than the broker takes. */
  RECORD_TOO_LARGE,
  /** The broker refuses this very record, whenever it is sent. */
  RECORD_REFUSED,
  /** There is no spool, and sending failed; the log has why. */
  SEND_FAILED,
  /** The spool is full, or its disk fails, and the sender cannot be made to wait. */
  SPOOL_FULL,
  /** The spool had it, and cannot read it any more. */
  SPOOL_DAMAGED,
  /** The ingestor was stopped while the line waited for room. */
  SHUTDOWN;

  /**
   * Whether the failure is the record's own, so that sending it again cannot help. All others are
   * the broker's: it is away, or it was told to refuse us, which an operator will change.
   */
  static boolean isOfTheRecord(Exception failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidRecordException
        || failure instanceof InvalidTimestampException
        || failure instanceof SerializationException;
  }

  static DropReason of(Exception failure) {
    if (failure instanceof TimeoutException) {
      return BROKER_UNAVAILABLE;
    }
    if (failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException) {
      return RECORD_TOO_LARGE;
    }
    return isOfTheRecord(failure) ? RECORD_REFUSED : SEND_FAILED;
  }
}
