package org.ikewatch.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Avro binary in the making: the encodings of Avro's specification, "Binary Encoding". */
public final class AvroBuffer {
  /** Of a long in zigzag and groups of seven bits. */
  private static final int LONGEST_LONG = 10;

  /** Up to here a loop over the characters beats a call that makes an array of its own. */
  private static final int SHORT = 24;

  private byte[] bytes;
  private ByteBuffer view;
  private int end;

  /** Room for so many bytes at first; it grows where that is too little. */
  public AvroBuffer(int expected) {
    bytes = new byte[expected];
    view = ByteBuffer.wrap(bytes);
  }

  /** Bytes that are Avro already. */
  public void raw(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, bytes, end, source.length);
    end += source.length;
  }

  /** A long or an int. */
  public void integer(long value) {
    reserve(LONGEST_LONG);
    long rest = (value << 1) ^ (value >> 63);
    // Most numbers are small.
    while ((rest & ~0x7FL) != 0) {
      bytes[end++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
  }

  /** A string. */
  public void string(String value) {
    int length = value.length();
    if (length > SHORT || !shortAscii(value, length)) {
      byte[] encoded = value.getBytes(UTF_8);
      integer(encoded.length);
      raw(encoded);
    }
  }

  /** A string that is known to be ASCII. */
  @SuppressWarnings("deprecation") // It copies the low bytes of characters: of ASCII, all there is.
  public void ascii(String value) {
    int length = value.length();
    integer(length);
    reserve(length);
    value.getBytes(0, length, bytes, end);
    end += length;
  }

  /** A union of null and a string that is known to be ASCII; null for the empty one. */
  public void optionalAscii(String value) {
    if (value.isEmpty()) {
      integer(0);
    } else {
      integer(1);
      ascii(value);
    }
  }

  /** A string, as this part of its bytes in UTF-8. */
  public void string(byte[] source, int start, int stop) {
    int length = stop - start;
    integer(length);
    reserve(length);
    System.arraycopy(source, start, bytes, end, length);
    end += length;
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

  /** A union of null and string; null for the empty one. */
  public void optionalString(String value) {
    if (value.isEmpty()) {
      integer(0);
    } else {
      integer(1);
      string(value);
    }
  }

  /** An enum, generated with its symbols in the contract's order. */
  @SuppressWarnings("EnumOrdinal")
  public void symbol(Enum<?> value) {
    integer(value.ordinal());
  }

  /** Forgets what was written, for another record. */
  public AvroBuffer cleared() {
    end = 0;
    return this;
  }

  /** What was written, in a buffer that is used again: whoever keeps it copies it. */
  public ByteBuffer shared() {
    if (view.array() != bytes) {
      view = ByteBuffer.wrap(bytes);
    }
    return view.clear().limit(end);
  }

  /** What was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, end);
  }

  private void reserve(int more) {
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more));
    }
  }
}
