package org.ikewatch.schemas;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Writes audit records as Avro's own writer does, field by field in the contract's order, at a
 * tenth of its cost: of all that is encoded, these are the ones that come in hundreds of thousands
 * a second.
 */
final class AuditRecordEncoder {
  /** The fields in the order in which they are written here. */
  private static final List<String> FIELDS =
      List.of(
          "kind",
          "host",
          "sender",
          "receivedAt",
          "eventTime",
          "eventTimeSource",
          "product",
          "msg",
          "entity",
          "level",
          "signal",
          "peer",
          "local",
          "attributes",
          "text",
          "flags",
          "file",
          "line",
          "structuredData");

  /** Enough for nearly all records. */
  private static final int USUAL = 1024;

  private final byte[] prefix;
  private final ThreadLocal<AvroBuffer> buffers =
      ThreadLocal.withInitial(() -> new AvroBuffer(USUAL));

  /** An encoder that writes records behind this prefix. Safe for use by several threads. */
  AuditRecordEncoder(byte[] prefix) {
    this.prefix = prefix;
  }

  /**
   * Refuses a contract that is not the one written here.
   *
   * @throws IllegalStateException where a field was added, moved or removed
   */
  static void check(Schema schema) {
    List<String> fields = schema.getFields().stream().map(Schema.Field::name).toList();
    if (!fields.equals(FIELDS)) {
      throw new IllegalStateException("AuditRecordEncoder writes " + FIELDS + ", not " + fields);
    }
  }

  /** The record in Avro binary, behind the prefix. */
  byte[] encode(AuditRecord value) {
    AvroBuffer out = buffers.get().cleared();
    out.raw(prefix);
    index(out, value.getKind());
    out.string(value.getHost());
    out.string(value.getSender());
    out.integer(value.getReceivedAt().toEpochMilli());
    out.integer(value.getEventTime().toEpochMilli());
    index(out, value.getEventTimeSource());
    out.optionalString(value.getProduct());
    out.optionalLong(value.getMsg());
    out.optionalString(value.getEntity());
    index(out, value.getLevel());
    out.string(value.getSignal());
    out.optionalString(value.getPeer());
    out.optionalString(value.getLocal());
    attributes(out, value.getAttributes());
    out.string(value.getText());
    flags(out, value.getFlags());
    out.optionalString(value.getFile());
    out.optionalLong(value.getLine());
    out.optionalString(value.getStructuredData());
    return out.toBytes();
  }

  @SuppressWarnings("EnumOrdinal") // Generated in the order of the contract's symbols.
  private static void index(AvroBuffer out, Enum<?> symbol) {
    out.integer(symbol.ordinal());
  }

  private static void attributes(AvroBuffer out, Map<String, String> attributes) {
    if (!attributes.isEmpty()) {
      out.integer(attributes.size());
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        out.string(attribute.getKey());
        out.string(attribute.getValue());
      }
    }
    out.integer(0);
  }

  private static void flags(AvroBuffer out, List<String> flags) {
    if (!flags.isEmpty()) {
      out.integer(flags.size());
      for (String flag : flags) {
        out.string(flag);
      }
    }
    out.integer(0);
  }
}
