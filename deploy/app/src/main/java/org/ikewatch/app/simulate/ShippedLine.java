package org.ikewatch.app.simulate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The two layers of a shipped audit record, as text: the record's own header, and syslog's. */
public final class ShippedLine {
  private static final DateTimeFormatter CTIME = inUtc("EEE MMM ppd HH:mm:ss yyyy");
  private static final DateTimeFormatter STAMP = inUtc("MMM ppd HH:mm:ss");

  /** local3.err, as an operator's shipper would send: what the record says is in the record. */
  private static final int PRIORITY = 155;

  private ShippedLine() {}

  /** The header of an IKMPD record, without its event; the date is UTC. */
  public static String header(long msg, String level, Instant at) {
    return "Msg: " + msg + " From: IKMPD Lvl: " + level + " Date: " + CTIME.format(at);
  }

  /** The payload in an RFC 3164 message that names its host, without a line end. */
  public static String syslog(Instant at, String host, String payload) {
    return "<" + PRIORITY + ">" + STAMP.format(at) + " " + host + " ikmpd: " + payload;
  }

  private static DateTimeFormatter inUtc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
