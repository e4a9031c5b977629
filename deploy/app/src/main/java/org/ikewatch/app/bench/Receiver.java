package org.ikewatch.app.bench;

/**
 * Who is measured: any process that makes one message of each record.
 *
 * @param name how the report calls it
 * @param port where it listens on the loopback address
 * @param pid its process
 * @param topic where its messages go
 */
public record Receiver(String name, int port, long pid, String topic) {
  /** Reads {@code NAME=PORT:PID:TOPIC}. */
  public static Receiver parse(String text) {
    String[] parts = text.split("[=:]", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("'" + text + "' is not NAME=PORT:PID:TOPIC");
    }
    return new Receiver(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]), parts[3]);
  }
}
