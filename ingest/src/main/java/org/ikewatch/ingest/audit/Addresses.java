package org.ikewatch.ingest.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * Canonical text of literal IP addresses: IPv4 in dotted decimal, IPv6 after RFC 5952. Never asks a
 * name server.
 */
public final class Addresses {
  private static final int GROUPS = 8;

  private Addresses() {}

  /** The canonical form; empty where the text is not an address. */
  public static String canonical(String text) {
    byte[] bytes = Bytes.of(text);
    return canonical(bytes, 0, bytes.length);
  }

  /** Where an IPv4 address ends that begins here; {@code start} where none does. */
  static int endOfV4(byte[] text, int start, int end) {
    int at = start;
    for (int parts = 0; parts < 4; parts++) {
      int part = 0;
      int first = at;
      while (at < end && Bytes.isDigit(text[at])) {
        part = part * 10 + (text[at++] - '0');
        if (part > 255 || at - first > 3) {
          return start;
        }
      }
      boolean more = parts < 3;
      if (at == first || (more && (at == end || text[at] != '.'))) {
        return start;
      }
      at += more ? 1 : 0;
    }
    return at;
  }

  /** Whether a part of the text is an address. */
  static boolean isAddress(byte[] text, int start, int end) {
    return parseV4(text, start, end) >= 0 || !canonical(text, start, end).isEmpty();
  }

  /**
   * The canonical form of a part of the text; empty where that is not an address. A scope ({@code
   * %lan0}) is kept; an IPv4-mapped IPv6 address is its IPv4 address.
   */
  static String canonical(byte[] text, int start, int end) {
    if (start >= end) {
      return "";
    }
    long v4 = parseV4(text, start, end);
    if (v4 < 0) {
      return Bytes.indexOf(text, start, end, ':') < end ? canonicalV6(text, start, end) : "";
    }
    return lengthV4(v4) == end - start
        ? new String(text, start, end - start, ISO_8859_1)
        : formatV4(v4);
  }

  /** Of the canonical form: a text that is as long has no leading zeros, and is that form. */
  private static int lengthV4(long address) {
    int length = 3;
    for (int shift = 0; shift < 32; shift += 8) {
      long part = address >> shift & 255;
      length += part > 99 ? 3 : part > 9 ? 2 : 1;
    }
    return length;
  }

  private static long parseV4(byte[] text, int start, int end) {
    long address = 0;
    int parts = 0;
    int digits = 0;
    int part = 0;
    for (int i = start; i < end; i++) {
      byte c = text[i];
      if (c >= '0' && c <= '9') {
        part = part * 10 + (c - '0');
        if (++digits > 3 || part > 255) {
          return -1;
        }
      } else if (c == '.' && digits > 0 && ++parts < 4) {
        address = address << 8 | part;
        part = 0;
        digits = 0;
      } else {
        return -1;
      }
    }
    return parts == 3 && digits > 0 ? address << 8 | part : -1;
  }

  private static String formatV4(long address) {
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  private static String canonicalV6(byte[] text, int start, int end) {
    int stop = Bytes.indexOf(text, start, end, '%');
    if (stop < end && stop + 1 == end) {
      return "";
    }
    int[] groups = new int[GROUPS];
    if (!parseV6(text, start, stop, groups)) {
      return "";
    }
    String address = formatV6(groups);
    return stop == end ? address : address + Bytes.text(text, stop, end);
  }

  private static boolean parseV6(byte[] text, int start, int end, int[] groups) {
    int count = 0;
    int gap = -1;
    int at = start;
    if (end - start >= 2 && text[start] == ':') {
      if (text[start + 1] != ':') {
        return false;
      }
      gap = 0;
      at = start + 2;
    }
    while (at < end) {
      int stop = at;
      boolean dotted = false;
      while (stop < end && text[stop] != ':') {
        dotted |= text[stop++] == '.';
      }
      if (dotted) {
        long v4 = stop == end && count <= GROUPS - 2 ? parseV4(text, at, stop) : -1;
        if (v4 < 0) {
          return false;
        }
        groups[count++] = (int) (v4 >> 16);
        groups[count++] = (int) (v4 & 0xffff);
        at = stop;
        continue;
      }
      int group = parseHex(text, at, stop);
      if (group < 0 || count == GROUPS) {
        return false;
      }
      groups[count++] = group;
      at = stop;
      if (at < end) {
        at++;
        if (at == end) {
          return false;
        }
        if (text[at] == ':') {
          if (gap >= 0) {
            return false;
          }
          gap = count;
          at++;
        }
      }
    }
    if (gap < 0) {
      return count == GROUPS;
    }
    if (count == GROUPS) {
      return false;
    }
    int moved = count - gap;
    System.arraycopy(groups, gap, groups, GROUPS - moved, moved);
    Arrays.fill(groups, gap, GROUPS - moved, 0);
    return true;
  }

  private static int parseHex(byte[] text, int start, int end) {
    if (end == start || end - start > 4) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** RFC 5952 section 4: lower case, no leading zeros, the first longest run of zeros shortened. */
  private static String formatV6(int[] groups) {
    if (isMapped(groups)) {
      return formatV4((long) groups[6] << 16 | groups[7]);
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int length = 0;
      while (i + length < GROUPS && groups[i + length] == 0) {
        length++;
      }
      if (length > bestLength) {
        bestStart = i;
        bestLength = length;
      }
      i += length;
    }
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == bestStart) {
        out.append("::");
        i += bestLength - 1;
      } else {
        if (out.length() > 0 && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  private static boolean isMapped(int[] groups) {
    for (int i = 0; i < 5; i++) {
      if (groups[i] != 0) {
        return false;
      }
    }
    return groups[5] == 0xffff;
  }
}
