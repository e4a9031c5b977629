package org.ikewatch.ingest.publish;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/** Why a line did not reach its topic. */
enum DropReason {
  /** The broker did not answer in time, or the producer's buffer stayed full. */
  BROKER_UNAVAILABLE,
  /** The record is larger than the broker takes. */
  RECORD_TOO_LARGE,
  /** Anything else; the log has it. */
  SEND_FAILED;

  static DropReason of(Exception failure) {
    if (failure instanceof TimeoutException) {
      return BROKER_UNAVAILABLE;
    }
    return failure instanceof RecordTooLargeException ? RECORD_TOO_LARGE : SEND_FAILED;
  }
}
