package org.ikewatch.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Avro binary in the making: the encodings of Avro's specification, "Binary Encoding". */
final class AvroBuffer {
  /** Of a long in zigzag and groups of seven bits. */
  private static final int LONGEST_LONG = 10;

  /** Up to here a loop over the characters beats a call that makes an array of its own. */
  private static final int SHORT = 24;

  private byte[] bytes;
  private int end;

  /** Room for so many bytes at first; it grows where that is too little. */
  AvroBuffer(int expected) {
    bytes = new byte[expected];
  }

  void raw(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, bytes, end, source.length);
    end += source.length;
  }

  void integer(long value) {
    reserve(LONGEST_LONG);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[end++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
  }

  void string(String value) {
    int length = value.length();
    if (length > SHORT || !shortAscii(value, length)) {
      byte[] encoded = value.getBytes(UTF_8);
      integer(encoded.length);
      raw(encoded);
    }
  }

  /** Writes a string whose length takes one byte, unless it has characters that take several. */
  private boolean shortAscii(String value, int length) {
    reserve(1 + length);
    byte[] out = bytes;
    int at = end;
    out[at++] = (byte) (length << 1);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        return false;
      }
      out[at++] = (byte) c;
    }
    end = at;
    return true;
  }

  /** A union of null and string. */
  void optionalString(String value) {
    if (value == null) {
      integer(0);
    } else {
      integer(1);
      string(value);
    }
  }

  /** A union of null and long. */
  void optionalLong(Long value) {
    if (value == null) {
      integer(0);
    } else {
      integer(1);
      integer(value);
    }
  }

  /** Forgets what was written, for another record. */
  AvroBuffer cleared() {
    end = 0;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, end);
  }

  private void reserve(int more) {
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more));
    }
  }
}
