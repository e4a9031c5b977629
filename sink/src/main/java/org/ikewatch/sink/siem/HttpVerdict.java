package org.ikewatch.sink.siem;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.ikewatch.sink.incidents.DeliveryException;

/** What an HTTP answer means for a delivery (RFC 9110, RFC 6585). */
final class HttpVerdict {
  private HttpVerdict() {}

  /**
   * The failure that an answer stands for; empty where it is none.
   *
   * @param retryAfter the header of that name; empty where there is none
   * @param body the beginning of the answer, for the person who reads the dead letter
   */
  static Optional<DeliveryException> of(int status, String retryAfter, String body, Instant now) {
    String told = body.isBlank() ? "" : ": " + body.strip();
    String said = "it answers " + status + told;
    return switch (status / 100) {
      case 2 -> Optional.empty();
      case 4 ->
          Optional.of(
              switch (status) {
                case 401, 403 -> new DeliveryException.Denied(said, null);
                case 408, 425, 429 -> retriable(said, retryAfter, now);
                default -> new DeliveryException.Permanent(said, null);
              });
      case 5 -> Optional.of(retriable(said, retryAfter, now));
      // Nothing is wrong with the incident: the address is.
      default -> Optional.of(new DeliveryException.Denied(said, null));
    };
  }

  private static DeliveryException retriable(String said, String retryAfter, Instant now) {
    return new DeliveryException.Retriable(said, null, wait(retryAfter.strip(), now));
  }

  /** Seconds, or a date; anything else is as if it were not there. */
  private static Duration wait(String retryAfter, Instant now) {
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    try {
      Instant then =
          ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }
}
