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
  int longest(byte[] text, int at, int end) {
    return switch (this) {
      case ADDRESS -> addressEnd(text, at, end);
      case NUMBER -> digitsEnd(text, at, end);
      case HEX -> {
        int digits = isPrefixed(text, at, end) ? at + 2 : at;
        int stop = HexDigits.end(text, digits, end);
        yield stop == digits ? at : stop;
      }
      case COOKIES -> cookiesEnd(text, at, end);
      case WORD -> {
        yield Bytes.wordEnd(text, at, end);
      }
      case TEXT -> end;
    };
  }

  /**
   * Where an IPv4 address in its usual form, with or without a port, ends: there is but one way to
   * read it. {@code at} where none begins here.
   */
  static int plainEnd(byte[] text, int at, int end) {
    int stop = Addresses.endOfV4(text, at, end);
    if (stop == at || stop == end) {
      return stop;
    }
    return switch (text[stop]) {
      case '/' -> portEnd(text, stop, end, false);
      case '[' -> portEnd(text, stop, end, true);
      case '%', ':', '.' -> at;
      default -> Bytes.isLetter(text[stop]) ? at : stop;
    };
  }

  /** Whether a part of the text that looks like a value is one. */
  boolean isValue(byte[] text, int start, int stop) {
    return switch (this) {
      case ADDRESS ->
          text[start] == '?' || Addresses.isAddress(text, start, hostEnd(text, start, stop));
      case NUMBER, HEX, COOKIES, WORD, TEXT -> true;
    };
  }

  private static boolean isPrefixed(byte[] text, int at, int end) {
    return end - at > 1 && text[at] == '0' && text[at + 1] == 'x';
  }

  private static int hostEnd(byte[] text, int start, int stop) {
    int at = start;
    while (at < stop && text[at] != '/' && text[at] != '[') {
      at++;
    }
    return at;
  }

  /** The value as it is published. */
  String value(byte[] text, int start, int stop) {
    return switch (this) {
      case ADDRESS -> Addresses.canonical(text, start, hostEnd(text, start, stop));
      case HEX ->
          HexDigits.lowerCase(text, isPrefixed(text, start, stop) ? start + 2 : start, stop);
      case COOKIES -> HexDigits.lowerCase(text, start, stop);
      case NUMBER, WORD, TEXT -> Bytes.text(text, start, stop);
    };
  }

  private static int addressEnd(byte[] text, int start, int end) {
    if (start < end && text[start] == '?') {
      return start + 1;
    }
    int at = start;
    while (at < end && HexDigits.isAddress(text[at])) {
      at++;
    }
    while (at > start && text[at - 1] == '.') {
      at--;
    }
    if (at < end && text[at] == '%') {
      at++;
      while (at < end && (Bytes.isLetter(text[at]) || Bytes.isDigit(text[at]))) {
        at++;
      }
    }
    if (at + 1 < end && text[at] == '/') {
      return portEnd(text, at, end, false);
    }
    return at + 1 < end && text[at] == '[' ? portEnd(text, at, end, true) : at;
  }

  private static int portEnd(byte[] text, int at, int end, boolean bracket) {
    int stop = digitsEnd(text, at + 1, end);
    if (stop == at + 1) {
      return at;
    }
    if (!bracket) {
      return stop;
    }
    return stop < end && text[stop] == ']' ? stop + 1 : at;
  }

  private static int cookiesEnd(byte[] text, int start, int end) {
    int initiator = start + COOKIE;
    int responder = initiator + 1 + COOKIE;
    if (responder > end
        || HexDigits.end(text, start, end) != initiator
        || text[initiator] != ':'
        || HexDigits.end(text, initiator + 1, end) != responder) {
      return start;
    }
    int messageId = responder + 1 + MESSAGE_ID;
    return responder < end
            && text[responder] == ':'
            && HexDigits.end(text, responder + 1, end) == messageId
        ? messageId
        : responder;
  }

  private static int digitsEnd(byte[] text, int start, int end) {
    int at = start;
    while (at < end && Bytes.isDigit(text[at])) {
      at++;
    }
    return at;
  }
}
