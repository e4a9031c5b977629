package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.ikewatch.ingest.audit.Receipt;

/**
 * How an entry stands in a segment file, big endian:
 *
 * <pre>
 * magic   4 bytes
 * length  4 bytes, of the body
 * sum     4 bytes, CRC32C of the entry's place in the file (8 bytes), the length and the body
 * body    sequence 8, timestamp 8, lines 4 (0: a reject), topic 2 + n, reason 2 + n, key 4 + n, value
 * </pre>
 *
 * <p>Since the sum covers the place, bytes inside a value, which a sender may choose, do not pass
 * for an entry when a reader looks for the next one behind a damaged part.
 */
final class EntryFormat {
  /** "IKS1". */
  static final int MAGIC = 0x494b5331;

  static final byte FIRST_BYTE = 'I';
  static final int HEADER = 3 * Integer.BYTES;

  /** No entry is longer than that, in bytes; a length beyond it is damage. */
  static final int MOST = 128 << 20;

  private static final int FIXED = 2 * Long.BYTES + 2 * Integer.BYTES + 2 * Short.BYTES;

  private EntryFormat() {}

  /** How many bytes it takes at most. */
  static int size(Outgoing out) {
    return HEADER
        + FIXED
        + out.topic().length()
        + reason(out).length()
        + out.key().length
        + out.value().length;
  }

  /** Writes an entry whose first byte will be at this place of the file. */
  static void write(ByteBuffer to, long place, long sequence, Outgoing out) {
    int start = to.position();
    to.position(start + HEADER);
    to.putLong(sequence);
    to.putLong(out.timestamp());
    to.putInt(out.content() instanceof Content.Audit audit ? audit.lines() : 0);
    putShort(to, out.topic().getBytes(UTF_8));
    putShort(to, reason(out).getBytes(UTF_8));
    to.putInt(out.key().length);
    to.put(out.key());
    to.put(out.value());
    int end = to.position();
    ByteBuffer body = to.duplicate().position(start + HEADER).limit(end);
    to.putInt(start, MAGIC);
    to.putInt(start + Integer.BYTES, body.remaining());
    to.putInt(start + 2 * Integer.BYTES, sum(place, body));
  }

  private static String reason(Outgoing out) {
    return out.content() instanceof Content.Reject reject ? reject.reason() : "";
  }

  private static void putShort(ByteBuffer to, byte[] bytes) {
    to.putShort((short) bytes.length);
    to.put(bytes);
  }

  /** The sum of the entry at this place with this body. */
  static int sum(long place, ByteBuffer body) {
    ByteBuffer head = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);
    head.putLong(place).putInt(body.remaining()).flip();
    CRC32C sum = new CRC32C();
    sum.update(head);
    sum.update(body.duplicate());
    return (int) sum.getValue();
  }

  /** The entry of a body whose sum is right. */
  static SpoolEntry read(ByteBuffer body) {
    long sequence = body.getLong();
    long timestamp = body.getLong();
    int lines = body.getInt();
    String topic = new String(bytes(body, body.getShort()), UTF_8);
    String reason = new String(bytes(body, body.getShort()), UTF_8);
    byte[] key = bytes(body, body.getInt());
    byte[] value = bytes(body, body.remaining());
    Content content = lines > 0 ? Content.Audit.of(lines) : new Content.Reject(reason);
    return new SpoolEntry(
        sequence, new Outgoing(topic, timestamp, key, value, content, Receipt.NONE));
  }

  private static byte[] bytes(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
