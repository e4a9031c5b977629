package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
  private final AvroSerde<AuditRecord> audit =
      AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, new InMemorySchemaRegistry());
  private final AvroSerde<Incident> incidents =
      AvroSerde.forValue(Incident.class, Topics.INCIDENTS, new InMemorySchemaRegistry());

  @Property(tries = 300)
  void shouldReadBackEveryAuditRecord(
      @ForAll String text,
      @ForAll AuditLevel level,
      @ForAll long msg,
      @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long millis,
      @ForAll @Size(max = 5) Map<String, String> attributes,
      @ForAll @Size(max = 5) List<String> flags) {
    // Given
    AuditRecord record = Samples.auditRecord();
    record.setText(text);
    record.setLevel(level);
    record.setMsg(msg);
    record.setEventTime(Instant.ofEpochMilli(millis));
    record.setAttributes(attributes);
    record.setFlags(flags);

    // When
    AuditRecord read = audit.fromBytes(audit.toBytes(record));

    // Then
    assertThat(read).isEqualTo(record);
  }

  @Property(tries = 300)
  void shouldReadBackEveryIncident(
      @ForAll @IntRange(min = 1) int revision,
      @ForAll Verdict verdict,
      @ForAll Status status,
      @ForAll long attempts,
      @ForAll @Size(max = 5) List<String> candidates,
      @ForAll boolean withEvidence) {
    // Given
    Incident incident = Samples.incident();
    incident.setRevision(revision);
    incident.setVerdict(verdict);
    incident.setStatus(status);
    incident.setAttempts(attempts);
    incident.setCandidates(candidates);
    incident.setEvidence(withEvidence ? incident.getEvidence() : List.of());

    // When
    Incident read = incidents.fromBytes(incidents.toBytes(incident));

    // Then
    assertThat(read).isEqualTo(incident);
  }

  @Property(tries = 500)
  void shouldReportGarbageAsUnreadable(@ForAll @Size(max = 200) byte[] garbage) {
    // Given: a good prefix, so that the record itself is what is wrong
    byte[] bytes =
        ByteBuffer.allocate(5 + garbage.length).put((byte) 0).putInt(1).put(garbage).array();

    // When / Then
    try {
      audit.fromBytes(bytes);
    } catch (SerializationException e) {
      assertThat(e).hasMessageStartingWith("unreadable as AuditRecord");
    }
  }

  @Test
  void shouldSurviveALengthThatTheBytesDoNotHave() {
    // Given: kind RECORD, then a host of nearly 2 GiB
    byte[] bytes = {0, 0, 0, 0, 1, 0, (byte) 0xE0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};

    // When / Then
    assertThatThrownBy(() -> audit.fromBytes(bytes)).isInstanceOf(SerializationException.class);
  }

  @Test
  void shouldNameWhatIsNotInTheWireFormat() {
    // Given
    byte[] json = "{\"host\":\"hpux042\"}".getBytes(StandardCharsets.UTF_8);

    // When / Then
    assertThatThrownBy(() -> audit.fromBytes(json))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("not in the Confluent wire format");
    assertThatThrownBy(() -> audit.fromBytes(new byte[0]))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void shouldNotCallARecordUnreadableWhileTheRegistryIsAway() {
    // Given
    AvroSerde<AuditRecord> serde =
        AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, new UnreachableAfterStart());
    byte[] foreign = {0, 0, 0, 0, 99, 0};

    // When / Then
    assertThatThrownBy(() -> serde.fromBytes(foreign))
        .isInstanceOf(SchemaRegistryException.class)
        .extracting(e -> ((SchemaRegistryException) e).retriable())
        .isEqualTo(true);
  }

  private static final class UnreachableAfterStart implements SchemaRegistry {
    @Override
    public int register(String subject, Schema schema) {
      return 1;
    }

    @Override
    public Schema byId(int id) {
      throw new SchemaRegistryException("away", true, null);
    }
  }
}
