package org.ikewatch.ingest;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of an ingestor. */
final class IngestorName {
  private static final int LONGEST = 255;

  private IngestorName() {}

  /**
   * The name in a setting; the machine's host name where it is empty. May ask the resolver of the
   * system for that.
   *
   * @throws IllegalArgumentException where it is not 1 to 255 visible ASCII characters
   */
  static String of(String setting) {
    String name = setting.isEmpty() ? hostName() : setting;
    if (name.length() > LONGEST || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          (setting.isEmpty() ? "the machine's host name '" : "'")
              + printable(name)
              + "' is not 1 to "
              + LONGEST
              + " visible ASCII characters; give a name that is, such as ingest-1");
    }
    return name;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "is empty, and the machine's host name cannot be found (" + e.getMessage() + ")", e);
    }
  }

  private static String printable(String name) {
    String cut = name.length() > LONGEST ? name.substring(0, LONGEST) + "..." : name;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
