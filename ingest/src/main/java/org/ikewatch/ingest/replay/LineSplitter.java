package org.ikewatch.ingest.replay;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Cuts a file into numbered lines; a line that is too long is passed over but for its head. */
final class LineSplitter {
  /** Gets the lines, numbered from 1. */
  interface Lines {
    void line(byte[] bytes, long number);
  }

  /** Gets the beginnings of lines that are too long. */
  interface Overlong {
    void line(byte[] head, long length);
  }

  private final int maxLine;
  private final int maxHead;
  private final Lines lines;
  private final Overlong overlong;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private long length;
  private long number;

  LineSplitter(int maxLine, int maxHead, Lines lines, Overlong overlong) {
    this.maxLine = maxLine;
    this.maxHead = maxHead;
    this.lines = lines;
    this.overlong = overlong;
  }

  void feed(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        end();
      } else if (++length <= maxLine) {
        line.write(bytes[i]);
      }
    }
  }

  void finish() {
    if (length > 0) {
      end();
    }
  }

  private void end() {
    number++;
    byte[] bytes = line.toByteArray();
    if (length > maxLine) {
      overlong.line(Arrays.copyOf(bytes, Math.min(maxHead, bytes.length)), length);
    } else {
      lines.line(bytes, number);
    }
    line.reset();
    length = 0;
  }
}
