package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

/** Held to Avro's own writer, byte for byte. */
class AuditRecordEncoderTest {
  private static final byte[] PREFIX = {0, 0, 0, 0, 7};

  private final AuditRecordEncoder encoder = new AuditRecordEncoder(PREFIX);

  @Property(tries = 2000)
  void shouldWriteWhatAvroWrites(
      @ForAll String text,
      @ForAll @WithNull String optional,
      @ForAll @WithNull Long number,
      @ForAll AuditLevel level,
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 9_999_999_999_999L) long millis,
      @ForAll @Size(max = 3) Map<String, String> attributes,
      @ForAll @Size(max = 3) List<String> flags)
      throws IOException {
    // Given
    AuditRecord record = Samples.auditRecord();
    record.setHost(text);
    record.setText(text + text);
    record.setProduct(optional);
    record.setEntity(optional);
    record.setPeer(optional);
    record.setLocal(null);
    record.setMsg(number);
    record.setFile(optional);
    record.setLine(number);
    record.setStructuredData(optional);
    record.setLevel(level);
    record.setEventTime(Instant.ofEpochMilli(millis));
    record.setAttributes(attributes);
    record.setFlags(flags);

    // When
    byte[] written = encoder.encode(record);

    // Then
    assertThat(written).isEqualTo(asAvroWrites(record));
  }

  @Test
  void shouldWriteAnEmptyHeartbeatAsAvroDoes() throws IOException {
    // Given
    AuditRecord heartbeat =
        AuditRecord.newBuilder()
            .setKind(RecordKind.HEARTBEAT)
            .setHost("")
            .setSender("")
            .setReceivedAt(Instant.EPOCH)
            .setEventTime(Instant.EPOCH)
            .build();

    // When
    byte[] written = encoder.encode(heartbeat);

    // Then
    assertThat(written).isEqualTo(asAvroWrites(heartbeat));
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

  private static byte[] asAvroWrites(AuditRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(PREFIX);
    BinaryEncoder avro = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(AuditRecord.class).write(record, avro);
    avro.flush();
    return bytes.toByteArray();
  }
}
