package org.ikewatch.ingest.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.ikewatch.ingest.audit.Addresses;

/**
 * Whether what a syslog header has for the host can be the name of one. If it cannot, the sender's
 * address names the host: a name that no host has would be a host of its own for ever, and a piece
 * of a header would be one host for many.
 */
public enum HeaderHost {
  /** It can, or there is none. */
  USABLE,
  /** It has a NUL or another control character (U+0000 to U+001F, U+007F to U+009F). */
  CONTROL_CHARACTER,
  /** It is longer than RFC 5424 section 6.2.4 allows, in bytes. */
  TOO_LONG,
  /**
   * It is no address, and is not made of labels of letters, digits, hyphens (RFC 1123 section 2.1)
   * and underscores with single dots between them.
   */
  NOT_A_NAME,
  /** Several words stand where a host and a program may, and which is the host is not clear. */
  UNCLEAR;

  private static final int MOST_BYTES = 255;

  static HeaderHost of(String name) {
    // A character has one byte at least, and three at most.
    if (name.length() > MOST_BYTES
        || (3 * name.length() > MOST_BYTES && name.getBytes(UTF_8).length > MOST_BYTES)) {
      return TOO_LONG;
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return CONTROL_CHARACTER;
    }
    boolean usable = name.isEmpty() || isName(name) || !Addresses.canonical(name).isEmpty();
    return usable ? USABLE : NOT_A_NAME;
  }

  private static boolean isName(String name) {
    char before = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isDot = c == '.';
      if (isDot ? before == '.' : !isLabelCharacter(c)) {
        return false;
      }
      before = c;
    }
    return true;
  }

  private static boolean isLabelCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
