package org.ikewatch.ingest.publish;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.ikewatch.ingest.audit.AuditHeader;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.intake.AuditEntry;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.ingest.intake.RecordMapper;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroBuffer;
import org.ikewatch.schemas.RecordKind;

/**
 * Writes entries as Avro's own writer writes the contract's records, field by field in its order,
 * without making any: of all that is encoded, these are the ones that come in hundreds of thousands
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
          "structuredData",
          "ingestor",
          "sequence");

  /** Enough for nearly all records. */
  private static final int USUAL = 1024;

  /** A union of null and something, null. */
  private static final byte[] NONE = {0};

  private final byte[] prefix;
  private final byte[] ingestor;
  private final ThreadLocal<AvroBuffer> buffers =
      ThreadLocal.withInitial(() -> new AvroBuffer(USUAL));

  /**
   * An encoder that writes records behind this prefix. Safe for use by several threads.
   *
   * @param ingestor the name of the ingestor that receives them
   * @throws IllegalStateException where the contract is not the one written here
   */
  AuditRecordEncoder(byte[] prefix, String ingestor) {
    this.prefix = prefix.clone();
    this.ingestor = optional(ingestor);
    check(AuditRecord.getClassSchema());
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

  private static byte[] optional(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    AvroBuffer out = new AvroBuffer(USUAL);
    out.optionalString(text);
    return out.toBytes();
  }

  /** Writes the records of one origin, of which much is always the same. */
  final class OfOrigin {
    private final byte[] head;
    private final byte[] product;
    private final byte[] file;

    private OfOrigin(Origin origin) {
      AvroBuffer out = new AvroBuffer(USUAL);
      out.raw(prefix);
      out.symbol(RecordKind.RECORD);
      out.string(origin.host().name());
      out.string(origin.sender());
      this.head = out.toBytes();
      this.product = optional(origin.host().product());
      this.file = optional(origin.file());
    }

    /**
     * The entry as a record in Avro binary, behind the prefix: in a buffer that is used again for
     * what this thread encodes next.
     */
    ByteBuffer encode(AuditEntry entry) {
      AvroBuffer out = buffers.get().cleared();
      out.raw(head);
      out.integer(entry.receivedAt());
      out.integer(entry.eventTime());
      out.symbol(entry.eventTimeSource());
      if (product.length > 1) {
        out.raw(product);
      } else {
        out.optionalString(entry.product());
      }
      header(out, entry.header());
      Span text = entry.text();
      meaning(out, entry, text.ascii());
      out.string(text.base(), text.start(), text.end());
      flags(out, entry.flags());
      if (file.length > 1) {
        out.raw(file);
        out.integer(1);
        out.integer(entry.line());
      } else {
        out.optionalString(entry.file());
        out.integer(0);
      }
      out.optionalString(entry.structuredData());
      out.raw(ingestor);
      OptionalLong sequence = entry.sequence();
      if (sequence.isPresent()) {
        out.integer(1);
        out.integer(sequence.getAsLong());
      } else {
        out.integer(0);
      }
      return out.shared();
    }
  }

  /** An encoder for the records of this origin. Safe for use by several threads. */
  OfOrigin of(Origin origin) {
    return new OfOrigin(origin);
  }

  private static void header(AvroBuffer out, AuditHeader header) {
    if (header.isMissing()) {
      out.integer(0);
      out.integer(0);
    } else {
      out.integer(1);
      out.integer(header.msg());
      out.integer(1);
      out.string(header.entity());
    }
    out.symbol(RecordMapper.level(header.level()));
  }

  /** Of a text that is ASCII, all that is said of its meaning is. */
  private static void meaning(AvroBuffer out, AuditEntry entry, boolean ascii) {
    Map<String, String> attributes = entry.match().attributes();
    if (ascii) {
      out.ascii(entry.match().signal());
      out.optionalAscii(entry.peer());
      out.optionalAscii(entry.local());
    } else {
      out.string(entry.match().signal());
      out.optionalString(entry.peer());
      out.optionalString(entry.local());
    }
    if (!attributes.isEmpty()) {
      out.integer(attributes.size());
      if (ascii) {
        attributes.forEach(
            (name, value) -> {
              out.ascii(name);
              out.ascii(value);
            });
      } else {
        attributes.forEach(
            (name, value) -> {
              out.string(name);
              out.string(value);
            });
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
