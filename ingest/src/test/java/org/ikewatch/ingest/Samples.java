package org.ikewatch.ingest;

/** Lines to send. */
final class Samples {
  private Samples() {}

  /** A whole record of its own, with this number. */
  static String record(int number) {
    return "<155>Mar 15 07:14:20 hpux042 ikmpd: Msg: "
        + number
        + " From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002 Event: "
        + text(number);
  }

  /** The text of the record with this number. */
  static String text(int number) {
    return "MM negotiation timeout, src 10."
        + number / 65_536
        + "."
        + number / 256 % 256
        + "."
        + number % 256;
  }
}
