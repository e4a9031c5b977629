package org.ikewatch.ingest.listen.relp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** One frame of RELP. */
final class RelpFrame {
  private final int number;
  private final String command;
  private final byte[] data;

  /**
   * A frame.
   *
   * @param number the transaction number (TXNR), 1 to 999999999; 0 in what a server says unasked
   * @param command {@code open}, {@code syslog}, {@code close}, {@code rsp} or {@code serverclose}
   * @param data what the command is about; may be empty
   */
  RelpFrame(int number, String command, byte[] data) {
    this.number = number;
    this.command = command;
    this.data = data;
  }

  /** A frame with this text as its data. */
  static RelpFrame of(int number, String command, String data) {
    return new RelpFrame(number, command, data.getBytes(UTF_8));
  }

  int number() {
    return number;
  }

  String command() {
    return command;
  }

  byte[] data() {
    return data;
  }

  /** The data as text. */
  String text() {
    return new String(data, UTF_8);
  }

  /** The frame as it is sent. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.length + 32);
    bytes.writeBytes((number + " " + command + " " + data.length).getBytes(US_ASCII));
    if (data.length > 0) {
      bytes.write(' ');
      bytes.writeBytes(data);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }
}
