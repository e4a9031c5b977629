package org.ikewatch.ingest.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Whether the name of a host in a syslog header can be one. If it cannot, the sender's address
 * names the host: a name that no host has would be a host of its own for ever.
 */
public enum HeaderHost {
  /** It can, or there is none. */
  USABLE,
  /** It has a NUL or another control character (U+0000 to U+001F, U+007F to U+009F). */
  CONTROL_CHARACTER,
  /** It is longer than RFC 5424 section 6.2.4 allows, in bytes. */
  TOO_LONG;

  private static final int MOST_BYTES = 255;

  static HeaderHost of(String name) {
    // A character has one byte at least, and three at most.
    if (name.length() > MOST_BYTES
        || (3 * name.length() > MOST_BYTES && name.getBytes(UTF_8).length > MOST_BYTES)) {
      return TOO_LONG;
    }
    return name.chars().anyMatch(Character::isISOControl) ? CONTROL_CHARACTER : USABLE;
  }
}
