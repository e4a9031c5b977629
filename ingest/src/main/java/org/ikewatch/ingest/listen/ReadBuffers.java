package org.ikewatch.ingest.listen;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/** The arrays in which bytes lie while they are read: one for each thread, not for each read. */
final class ReadBuffers {
  private static final int USUAL = 64 * 1024;

  private final FastThreadLocal<byte[]> arrays =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[USUAL];
        }
      };

  /** An array that begins with the readable bytes, until this thread reads others. */
  byte[] of(ByteBuf bytes) {
    int length = bytes.readableBytes();
    byte[] array = arrays.get();
    if (array.length < length) {
      array = new byte[length];
      arrays.set(array);
    }
    bytes.getBytes(bytes.readerIndex(), array, 0, length);
    return array;
  }
}
