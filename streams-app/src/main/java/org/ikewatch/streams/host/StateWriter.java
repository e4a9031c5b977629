package org.ikewatch.streams.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Writes state as bytes: variable-length numbers, texts with their length in front. One is used
 * again and again, so that what it holds on the heap does not grow with what is written.
 */
final class StateWriter {
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes = new byte[256];
  private int size;

  /** Begins anew. */
  StateWriter clear() {
    size = 0;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void flag(boolean value) {
    octet(value ? 1 : 0);
  }

  void octet(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) value;
  }

  void count(int value) {
    unsigned(value);
  }

  private void unsigned(long value) {
    require(LONGEST_NUMBER);
    long rest = value;
    int at = size;
    while ((rest & ~0x7fL) != 0) {
      bytes[at++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    size = at;
  }

  /** Any number; near zero takes one byte. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void text(String value) {
    int length = value.length();
    int start = size;
    unsigned(length);
    require(length);
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        size = start;
        octets(value.getBytes(UTF_8));
        return;
      }
      bytes[at++] = (byte) c;
    }
    size = at;
  }

  /** Bytes with their number in front. */
  void octets(byte[] value) {
    unsigned(value.length);
    raw(value, value.length);
  }

  private void raw(byte[] value, int length) {
    require(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
  }

  /** What another writer wrote. */
  void all(StateWriter other) {
    raw(other.bytes, other.size);
  }

  private void require(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** One byte: symbols are only ever added at the end, which the golden states hold. */
  @SuppressWarnings("EnumOrdinal")
  void enumeration(Enum<?> value) {
    octet(value.ordinal());
  }

  /** With a precision of a millisecond; the ends of time are kept. */
  void time(Instant value) {
    if (value.equals(Instant.MIN)) {
      octet(0);
    } else if (value.equals(Instant.MAX)) {
      octet(1);
    } else if (value.getNano() == 0) {
      octet(2);
      signed(value.getEpochSecond());
    } else {
      octet(3);
      signed(value.toEpochMilli());
    }
  }

  void time(Optional<Instant> value) {
    flag(value.isPresent());
    value.ifPresent(this::time);
  }

  void number(OptionalLong value) {
    flag(value.isPresent());
    value.ifPresent(this::signed);
  }

  void text(Optional<String> value) {
    flag(value.isPresent());
    value.ifPresent(this::text);
  }

  <T> void optional(Optional<T> value, BiConsumer<StateWriter, T> write) {
    flag(value.isPresent());
    value.ifPresent(it -> write.accept(this, it));
  }

  <T> void all(Collection<T> values, BiConsumer<StateWriter, T> write) {
    count(values.size());
    for (T value : values) {
      write.accept(this, value);
    }
  }
}
