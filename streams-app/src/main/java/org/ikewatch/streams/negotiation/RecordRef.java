package org.ikewatch.streams.negotiation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.schemas.Truncation;

/**
 * What is kept of a record that a later verdict may cite.
 *
 * @param time when the host wrote it, for order
 * @param stamp the time that the record itself states
 * @param text the event text, at most {@link #MAX_TEXT} characters
 */
public record RecordRef(
    OptionalLong msg,
    AuditLevel level,
    Instant time,
    Instant stamp,
    String signal,
    String text,
    Optional<String> file,
    OptionalLong line) {
  /** Longer texts are cut: a line may have 64 KiB, an incident cites 30. */
  public static final int MAX_TEXT = 400;

  public RecordRef {
    if (text.length() > MAX_TEXT) {
      text = Truncation.truncate(text, MAX_TEXT - 1) + "…";
    }
  }

  /** What is kept of this record. */
  public static RecordRef of(AuditEvent event) {
    return new RecordRef(
        event.msg(),
        event.level(),
        event.time(),
        event.stamp(),
        event.signalId(),
        event.text(),
        event.file(),
        event.line());
  }
}
