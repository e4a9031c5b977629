package org.ikewatch.ingest.listen;

import io.netty.buffer.ByteBuf;

/** Counts the lines of messages that are not looked into any further. */
final class Lines {
  private Lines() {}

  /** One, and one more for each line feed that something follows. */
  static int in(byte[] bytes, int start, int end) {
    int count = 1;
    for (int i = start; i < end - 1; i++) {
      if (bytes[i] == '\n') {
        count++;
      }
    }
    return count;
  }

  /** The lines in the readable bytes. */
  static int in(ByteBuf message) {
    int count = 1;
    for (int i = message.readerIndex(); i < message.writerIndex() - 1; i++) {
      if (message.getByte(i) == '\n') {
        count++;
      }
    }
    return count;
  }
}
