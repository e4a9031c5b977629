package org.ikewatch.ingest.syslog;

import java.util.OptionalLong;
import org.ikewatch.ingest.audit.Bytes;
import org.ikewatch.ingest.audit.Claims;
import org.ikewatch.ingest.host.HostDefaults;

/**
 * What a shipper on the host writes before a record: {@code IKEWATCH seq=N file=NAME
 * product=VERSION host=NAME:}, in any order, each at most once. What cannot be is left out.
 *
 * @param host the host that it names; empty if it names none
 * @param stop where the record begins
 */
record ShipperNote(String host, OptionalLong sequence, String file, String product, int stop) {
  private static final byte[] START = Bytes.of("IKEWATCH ");
  private static final int LONGEST = 1024;
  private static final int MOST_DIGITS = 18;
  private static final int LONGEST_FILE = 255;

  /** Whether a note begins here. */
  static boolean begins(byte[] text, int at, int end) {
    return Bytes.stands(START, text, at, end);
  }

  /** The note that begins here; without anything, and ending where it began, if none does. */
  static ShipperNote read(byte[] text, int start, int end) {
    int first = start + START.length;
    int limit = Math.min(end, first + LONGEST);
    for (int at = first; at < limit; at++) {
      if (text[at] == ':') {
        int record = HeaderSyntax.skipNoise(text, at + 1, end);
        if (HeaderSyntax.isRecordLine(text, record, end)) {
          return of(Bytes.text(text, first, at), record);
        }
      }
    }
    return new ShipperNote("", OptionalLong.empty(), "", "", start);
  }

  private static ShipperNote of(String body, int stop) {
    String host = "";
    String file = "";
    String product = "";
    OptionalLong sequence = OptionalLong.empty();
    for (int at = 0, next; at < body.length(); at = next + 1) {
      next = body.indexOf(' ', at);
      next = next < 0 ? body.length() : next;
      int equals = body.indexOf('=', at);
      if (equals < 0 || equals > next) {
        continue;
      }
      String value = body.substring(equals + 1, next);
      switch (body.substring(at, equals)) {
        case "seq" -> sequence = number(value);
        case "file" -> file = isFile(value) ? value : "";
        case "product" -> product = isProduct(value) ? value : "";
        case "host" -> host = value;
        default -> {
          // Of a later version of the shipper.
        }
      }
    }
    return new ShipperNote(host, sequence, file, product, stop);
  }

  private static OptionalLong number(String digits) {
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
  }

  private static boolean isFile(String value) {
    return value.length() <= LONGEST_FILE && value.chars().noneMatch(Character::isISOControl);
  }

  private static boolean isProduct(String value) {
    return HostDefaults.isProduct(value)
        && value.length() <= 32
        && value.substring(3).chars().allMatch(c -> c == '.' || Character.digit(c, 10) >= 0);
  }

  /** What the message claims with this note. */
  Claims claims(String structuredData) {
    boolean any = sequence.isPresent() || !file.isEmpty() || !product.isEmpty() || !host.isEmpty();
    return any
        ? new Claims(structuredData, sequence, file, product, true)
        : Claims.of(structuredData);
  }
}
