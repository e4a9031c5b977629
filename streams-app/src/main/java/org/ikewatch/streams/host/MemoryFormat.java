package org.ikewatch.streams.host;

/** A chunk of the record memory as bytes: differences, most of which take two bytes. */
final class MemoryFormat {
  private MemoryFormat() {}

  static void writeKey(StateWriter out, long key, long before) {
    out.signed((key >> 26) - (before >> 26));
    out.signed((key & 0x3ffffff) - (before & 0x3ffffff));
  }

  static long[] read(byte[] bytes) {
    return read(new StateReader(bytes));
  }

  static long[] read(StateReader in) {
    long[] keys = new long[in.count()];
    long second = 0;
    long msg = 0;
    for (int i = 0; i < keys.length; i++) {
      second += in.signed();
      msg += in.signed();
      keys[i] = (second << 26) | msg;
    }
    return keys;
  }
}
