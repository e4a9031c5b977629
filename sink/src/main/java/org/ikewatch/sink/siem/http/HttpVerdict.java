package org.ikewatch.sink.siem.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.ikewatch.sink.incidents.DeliveryException;

/** What an HTTP answer means for a delivery (RFC 9110, RFC 6585). */
public final class HttpVerdict {
  private HttpVerdict() {}

  /** The failure that an answer stands for; empty where it is none. */
  static Optional<DeliveryException> of(HttpAnswer answer, Instant now) {
    int status = answer.status();
    return switch (status / 100) {
      case 2 -> Optional.empty();
      case 4 ->
          Optional.of(
              switch (status) {
                // Nothing is wrong with the incident: who we are or where we send it is.
                case 401, 403, 404, 405, 407, 410 -> denied(answer);
                case 408, 425, 429 -> retriable(answer, now);
                default -> new DeliveryException.Permanent(answer.said(), null);
              });
      case 5 -> Optional.of(retriable(answer, now));
      default -> Optional.of(denied(answer));
    };
  }

  /** The failure of a receiver that has to be mended, or our settings of it. */
  public static DeliveryException denied(HttpAnswer answer) {
    return new DeliveryException.Denied(answer.said(), null);
  }

  private static DeliveryException retriable(HttpAnswer answer, Instant now) {
    return new DeliveryException.Retriable(
        answer.said(), null, wait(answer.retryAfter().strip(), now));
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
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
