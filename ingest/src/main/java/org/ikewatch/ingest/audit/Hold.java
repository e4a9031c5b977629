package org.ikewatch.ingest.audit;

/**
 * How long unfinished records wait for their missing lines.
 *
 * @param millis after the last line of a record that has its event, which may still be continued,
 *     or lack its header
 * @param headerMillis after a header without event. A header alone says nothing that anybody waits
 *     for, so it can wait until a person has typed the second of two commands
 */
public record Hold(long millis, long headerMillis) {
  /** Waits until there is no more input. */
  public static final Hold FOREVER = new Hold(Long.MAX_VALUE, Long.MAX_VALUE);
}
