package org.ikewatch.ingest.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * A syslog header's time, read only when it is asked for: records state their own. The old kind has
 * neither year nor zone.
 */
public sealed interface SyslogStamp {
  /** No stamp, or none that can be read. */
  SyslogStamp NONE = new Absolute("");

  /** RFC 5424 section 6.2.3: an instant, as RFC 3339 writes it. */
  record Absolute(String text) implements SyslogStamp {
    @Override
    public long resolve(ZoneId zone, long referenceMillis) {
      if (text.isEmpty()) {
        return EventDate.NONE;
      }
      try {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
      } catch (DateTimeException e) {
        return EventDate.NONE;
      }
    }
  }

  /** RFC 3164 section 4.1.2: {@code Mmm dd hh:mm:ss} on the sender's clock. */
  record WithoutYear(String text) implements SyslogStamp {
    private static final long SLACK_MILLIS = 86_400_000;

    @Override
    public long resolve(ZoneId zone, long referenceMillis) {
      if (referenceMillis == EventDate.NONE) {
        return EventDate.NONE;
      }
      long latest = referenceMillis + SLACK_MILLIS;
      int year = Instant.ofEpochMilli(latest).atZone(zone).getYear();
      for (int candidate = year; candidate >= year - 1; candidate--) {
        long local = EventDate.parseStamp(text, candidate);
        if (local != EventDate.NONE) {
          long millis = EventDate.toEpochMillis(local, zone, referenceMillis);
          if (millis <= latest) {
            return millis;
          }
        }
      }
      return EventDate.NONE;
    }
  }

  /**
   * A date with its year and a time on the sender's clock, as devices and relays write them.
   *
   * @param local seconds since 1970-01-01 on that clock; {@link EventDate#NONE} if it is no date
   */
  record Local(long local) implements SyslogStamp {
    @Override
    public long resolve(ZoneId zone, long referenceMillis) {
      return local == EventDate.NONE
          ? EventDate.NONE
          : EventDate.toEpochMillis(local, zone, referenceMillis);
    }
  }

  /** A time that says its own zone. */
  record InZone(SyslogStamp stamp, ZoneId own) implements SyslogStamp {
    @Override
    public long resolve(ZoneId zone, long referenceMillis) {
      return stamp.resolve(own, referenceMillis);
    }
  }

  /**
   * The instant in milliseconds since the epoch; {@link EventDate#NONE} where it cannot be told.
   *
   * @param zone the sender's zone
   * @param referenceMillis when the message arrived: the missing year is the one that puts the
   *     stamp last before that, a day's skew allowed
   */
  long resolve(ZoneId zone, long referenceMillis);
}
