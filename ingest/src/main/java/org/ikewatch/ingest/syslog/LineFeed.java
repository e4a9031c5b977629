package org.ikewatch.ingest.syslog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line feeds, eight bytes at a time. */
final class LineFeed {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private LineFeed() {}

  /** Where the first one stands; {@code end} where there is none. */
  static int indexOf(byte[] bytes, int start, int end) {
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long differences = (long) WORDS.get(bytes, at) ^ (EACH * '\n');
      // The lowest high bit that is set marks the first byte without a difference.
      long found = (differences - EACH) & ~differences & HIGH;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
