package org.ikewatch.ingest.audit;

import java.util.Locale;

/** The kinds of variable that event texts have. */
enum CaptureType {
  /**
   * An address with or without a port, as any of the products prints it: {@code 15.2.2.2}, {@code
   * 10.1.1.1/500}, {@code 172.24.23.6[4500]}, {@code fe80::1%lan0}; or {@code ?}, which is none.
   */
  ADDRESS,
  /** Decimal digits. */
  NUMBER,
  /** Hexadecimal digits, with or without {@code 0x}. */
  HEX,
  /**
   * {@code initiator:responder}, 16 digits each, then {@code :} and a message ID where it has one.
   */
  COOKIES,
  /** Anything without a blank, up to what the template says next. */
  WORD,
  /** Anything, up to what the template says next. */
  TEXT;

  private static final int COOKIE = 16;
  private static final int MESSAGE_ID = 8;

  static CaptureType of(String name) {
    for (CaptureType type : values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException("'" + name + "' is not a type of capture");
  }

  /**
   * A value of this kind.
   *
   * @param special whether it shall be one that a narrower kind takes too, where there is one
   */
  String sample(boolean special) {
    return switch (this) {
      case ADDRESS -> "192.0.2.1";
      case NUMBER -> "42";
      case HEX -> special ? "42" : "c0ffee";
      case COOKIES -> "0123456789abcdef:fedcba9876543210";
      case WORD -> special ? "192.0.2.1" : "word";
      case TEXT -> special ? "192.0.2.1" : "some words";
    };
  }

  /** Where the longest value that begins here ends; {@code at} where none does. */
  int longest(String text, int at, int end) {
    return switch (this) {
      case ADDRESS -> addressEnd(text, at, end);
      case NUMBER -> digitsEnd(text, at, end, 10);
      case HEX -> {
        int digits = text.startsWith("0x", at) ? at + 2 : at;
        int stop = digitsEnd(text, digits, end, 16);
        yield stop == digits ? at : stop;
      }
      case COOKIES -> cookiesEnd(text, at, end);
      case WORD -> {
        int blank = text.indexOf(' ', at);
        yield blank < 0 || blank > end ? end : blank;
      }
      case TEXT -> end;
    };
  }

  /** The value as it is published. */
  String value(String text, int start, int stop) {
    return switch (this) {
      case ADDRESS -> {
        int hostEnd = start;
        while (hostEnd < stop && text.charAt(hostEnd) != '/' && text.charAt(hostEnd) != '[') {
          hostEnd++;
        }
        yield Addresses.canonical(text, start, hostEnd);
      }
      case HEX ->
          text.substring(text.startsWith("0x", start) ? start + 2 : start, stop)
              .toLowerCase(Locale.ROOT);
      case COOKIES -> text.substring(start, stop).toLowerCase(Locale.ROOT);
      case NUMBER, WORD, TEXT -> text.substring(start, stop);
    };
  }

  private static int addressEnd(String text, int start, int end) {
    if (start < end && text.charAt(start) == '?') {
      return start + 1;
    }
    int at = addressRunEnd(text, start, end);
    while (at > start && text.charAt(at - 1) == '.') {
      at--;
    }
    if (at < end && text.charAt(at) == '%') {
      at++;
      while (at < end && Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
    }
    if (at + 1 < end && text.charAt(at) == '/') {
      return portEnd(text, at, end, false);
    }
    return at + 1 < end && text.charAt(at) == '[' ? portEnd(text, at, end, true) : at;
  }

  private static int addressRunEnd(String text, int start, int end) {
    int at = start;
    while (at < end) {
      char c = text.charAt(at);
      if (!isHexDigit(c) && c != '.' && c != ':') {
        break;
      }
      at++;
    }
    return at;
  }

  private static int portEnd(String text, int at, int end, boolean bracket) {
    int stop = digitsEnd(text, at + 1, end, 10);
    if (stop == at + 1) {
      return at;
    }
    if (!bracket) {
      return stop;
    }
    return stop < end && text.charAt(stop) == ']' ? stop + 1 : at;
  }

  private static int cookiesEnd(String text, int start, int end) {
    int initiator = start + COOKIE;
    int responder = initiator + 1 + COOKIE;
    if (digitsEnd(text, start, end, 16) != initiator
        || initiator >= end
        || text.charAt(initiator) != ':'
        || digitsEnd(text, initiator + 1, end, 16) != responder) {
      return start;
    }
    int messageId = responder + 1 + MESSAGE_ID;
    return responder < end
            && text.charAt(responder) == ':'
            && digitsEnd(text, responder + 1, end, 16) == messageId
        ? messageId
        : responder;
  }

  private static int digitsEnd(String text, int start, int end, int radix) {
    int at = start;
    while (at < end && (radix == 10 ? isDigit(text.charAt(at)) : isHexDigit(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
