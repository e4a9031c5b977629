package org.ikewatch.streams.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {
  private final byte[] bytes;
  private int at;

  StateReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean flag() {
    return octet() != 0;
  }

  int octet() {
    if (at == bytes.length) {
      throw new InvalidStateException("the state ends after " + at + " bytes");
    }
    return bytes[at++] & 0xff;
  }

  int count() {
    long value = unsigned();
    if (value < 0 || value > bytes.length) {
      throw new InvalidStateException("the state has a length of " + value + " at byte " + at);
    }
    return (int) value;
  }

  private long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (octet & 0x7fL) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw new InvalidStateException("the state has an endless number at byte " + at);
  }

  long signed() {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  String text() {
    int length = count();
    if (at + length > bytes.length) {
      throw new InvalidStateException("the state ends inside a text at byte " + at);
    }
    String text = new String(bytes, at, length, UTF_8);
    at += length;
    return text;
  }

  byte[] octets() {
    int length = count();
    if (at + length > bytes.length) {
      throw new InvalidStateException("the state ends inside a field at byte " + at);
    }
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  <E extends Enum<E>> E enumeration(E[] values) {
    int ordinal = octet();
    if (ordinal >= values.length) {
      throw new InvalidStateException(
          "the state has symbol " + ordinal + " of " + values.length + " at byte " + at);
    }
    return values[ordinal];
  }

  Instant time() {
    return switch (octet()) {
      case 0 -> Instant.MIN;
      case 1 -> Instant.MAX;
      case 2 -> Instant.ofEpochSecond(signed());
      case 3 -> Instant.ofEpochMilli(signed());
      default -> throw new InvalidStateException("the state has no time at byte " + at);
    };
  }

  Optional<Instant> optionalTime() {
    return flag() ? Optional.of(time()) : Optional.empty();
  }

  OptionalLong number() {
    return flag() ? OptionalLong.of(signed()) : OptionalLong.empty();
  }

  Optional<String> optionalText() {
    return flag() ? Optional.of(text()) : Optional.empty();
  }

  <T> Optional<T> optional(Function<StateReader, T> read) {
    return flag() ? Optional.of(read.apply(this)) : Optional.empty();
  }

  <T> List<T> all(Function<StateReader, T> read) {
    int count = count();
    List<T> values = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      values.add(read.apply(this));
    }
    return values;
  }
}
