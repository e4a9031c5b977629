package org.ikewatch.ingest.listen;

import io.netty.buffer.ByteBuf;

/** Counts the lines of messages that are not looked into any further. */
final class Lines {
  private Lines() {}

  /** One, and one more for each line feed that something follows. */
  static int in(byte[] message) {
    int count = 1;
    for (int i = 0; i < message.length - 1; i++) {
      if (message[i] == '\n') {
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
