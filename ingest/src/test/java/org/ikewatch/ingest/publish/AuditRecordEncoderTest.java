package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.ikewatch.ingest.audit.AssembledRecord;
import org.ikewatch.ingest.audit.AuditHeader;
import org.ikewatch.ingest.audit.Claims;
import org.ikewatch.ingest.audit.EventDate;
import org.ikewatch.ingest.audit.Flag;
import org.ikewatch.ingest.audit.Level;
import org.ikewatch.ingest.audit.Match;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.host.Host;
import org.ikewatch.ingest.intake.AuditEntry;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.ingest.intake.RecordMapper;
import org.ikewatch.schemas.AuditRecord;
import org.junit.jupiter.api.Test;

/** Held to Avro's own writer, byte for byte. */
class AuditRecordEncoderTest {
  private static final byte[] PREFIX = {0, 0, 0, 0, 7};

  private final AuditRecordEncoder encoder = new AuditRecordEncoder(PREFIX, "ingest-1");

  @Property(tries = 2000)
  void shouldWriteWhatAvroWrites(
      @ForAll String host,
      @ForAll String word,
      @ForAll String text,
      @ForAll boolean live,
      @ForAll @LongRange(min = -1, max = Long.MAX_VALUE) long number,
      @ForAll Level level,
      @ForAll @LongRange(min = -10_000_000_000L, max = 99_999_999_999L) long date,
      @ForAll @Size(max = 3) Map<String, String> attributes,
      @ForAll Set<Flag> flags,
      @ForAll @WithNull Long sequence)
      throws IOException {
    // Given
    Origin origin =
        new Origin(
            new Host(host, Set.of(text), ZoneOffset.UTC, word), word, live ? "" : "f" + word);
    AuditHeader header =
        number < 0 ? AuditHeader.MISSING : new AuditHeader(number, word, level, date, 0);
    OptionalLong shippersNumber =
        sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
    Claims claims = new Claims(word, shippersNumber, text, word, sequence != null);
    AuditEntry entry =
        new AuditEntry(
            new AssembledRecord(
                header,
                part(word, text, false),
                new Match(word, text, host, attributes),
                flags,
                List.of(Entries.line(Instant.ofEpochSecond(date), claims, Math.abs(date)))),
            origin);

    // When
    byte[] written = bytes(encoder.of(origin).encode(entry));

    // Then
    AuditRecord expected = received(entry);
    assertThat(expected.getSequence()).isEqualTo(sequence);
    assertThat(written).isEqualTo(asAvroWrites(expected));
  }

  @Property
  void shouldWriteAsciiAsAvroWritesIt(
      @ForAll @net.jqwik.api.constraints.CharRange(from = 0, to = 127) String text)
      throws IOException {
    // Given
    AuditEntry entry =
        new AuditEntry(
            new AssembledRecord(
                new AuditHeader(1, "IKMPD", Level.ERROR, EventDate.NONE, 0),
                part("<", text, true),
                new Match("MM_TIMEOUT", "", "", Map.of()),
                Set.of(),
                List.of(Entries.line(Entries.NOW, Claims.NONE, 0))),
            Entries.ORIGIN);

    // When
    byte[] written = bytes(encoder.of(Entries.ORIGIN).encode(entry));

    // Then
    assertThat(written).isEqualTo(asAvroWrites(received(entry)));
  }

  @Test
  void shouldRefuseAnotherContract() {
    assertThatThrownBy(
            () ->
                AuditRecordEncoder.check(
                    SchemaBuilder.record("AuditRecord")
                        .fields()
                        .requiredString("host")
                        .endRecord()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static AuditRecord received(AuditEntry entry) {
    AuditRecord record = RecordMapper.toAvro(entry);
    record.setIngestor("ingest-1");
    return record;
  }

  /** This text with another one before and behind it. */
  private static Span part(String around, String text, boolean ascii) {
    int start = around.getBytes(UTF_8).length;
    byte[] bytes = (around + text + around).getBytes(UTF_8);
    return new Span(bytes, start, bytes.length - start, ascii);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static byte[] asAvroWrites(AuditRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(PREFIX);
    BinaryEncoder avro = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(AuditRecord.class).write(record, avro);
    avro.flush();
    return bytes.toByteArray();
  }
}
