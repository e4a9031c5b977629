package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Today's readers get records of writers whose contract is newer or older than theirs. */
class NewerWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PREFIX = 5;

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

  @ParameterizedTest
  @CsvSource({
    "Scope, scope, UNKNOWN",
    "Status, status, UNKNOWN",
    "Verdict, verdict, UNDETERMINED",
    "Confidence, confidence, INFERRED",
    "Reason, reason, UNKNOWN",
    "Cause, cause, UNKNOWN",
    "PeerProvenance, peerProvenance, UNKNOWN",
  })
  void shouldClaimLessOfAnIncidentWithASymbolThatCameLater(
      String type, String field, String assumed) throws IOException {
    // Given
    Incident incident = Samples.incident();
    incident.setReason(Reason.AUDIT_LEVEL);
    AvroSerde<Incident> reader = AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry);

    // When
    Incident read = reader.fromBytes(withSymbol(incident, type, field, reader.toBytes(incident)));

    // Then
    assertThat(read.get(field)).hasToString(assumed);
    read.put(field, incident.get(field));
    assertThat(read).isEqualTo(incident);
  }

  @ParameterizedTest
  @CsvSource({
    "RecordKind, kind, UNKNOWN",
    "EventTimeSource, eventTimeSource, RECEIVED",
    "AuditLevel, level, UNKNOWN",
  })
  void shouldClaimLessOfAnAuditRecordWithASymbolThatCameLater(
      String type, String field, String assumed) throws IOException {
    // Given
    AuditRecord record = Samples.auditRecord();
    AvroSerde<AuditRecord> reader = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);

    // When
    AuditRecord read = reader.fromBytes(withSymbol(record, type, field, reader.toBytes(record)));

    // Then
    assertThat(read.get(field)).hasToString(assumed);
    read.put(field, record.get(field));
    assertThat(read).isEqualTo(record);
  }

  @Test
  void shouldPassOverAFieldThatCameLater() throws IOException {
    // Given
    Incident incident = Samples.incident();
    AvroSerde<Incident> reader = AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry);
    ObjectNode contract = contract(incident);
    ((ArrayNode) contract.get("fields"))
        .addObject()
        .put("name", "later")
        .put("type", "string")
        .put("default", "unread");
    Schema newer = schema(contract);

    // When
    Incident read =
        reader.fromBytes(wireFormat(translated(incident, reader.toBytes(incident), newer)));

    // Then
    assertThat(read).isEqualTo(incident);
  }

  @Test
  void shouldReadARecordOfAContractWithoutTheNewestFields() throws IOException {
    // Given
    AuditRecord record = Samples.auditRecord();
    AvroSerde<AuditRecord> reader = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    ObjectNode contract = contract(record);
    Set<String> newest = Set.of("ingestor", "sequence");
    removeFields(contract, newest);

    // When
    AuditRecord read =
        reader.fromBytes(wireFormat(translated(record, reader.toBytes(record), schema(contract))));

    // Then
    assertThat(read).isEqualTo(record);
    assertThat(read.getIngestor()).isNull();
    assertThat(read.getSequence()).isNull();
  }

  private static void removeFields(ObjectNode contract, Set<String> names) {
    ArrayNode fields = (ArrayNode) contract.get("fields");
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (names.contains(fields.get(i).get("name").asText())) {
        fields.remove(i);
      }
    }
  }

  /** The record as a newer writer writes it whose enum has one more symbol, which is used. */
  private byte[] withSymbol(SpecificRecord record, String type, String field, byte[] today)
      throws IOException {
    ObjectNode contract = contract(record);
    for (JsonNode one : contract.findParents("symbols")) {
      if (one.get("name").asText().equals(type)) {
        ((ArrayNode) one.get("symbols")).add("LATER");
      }
    }
    Schema newer = schema(contract);
    GenericRecord translated = translated(record, today, newer);
    Schema place = newer.getField(field).schema();
    Schema symbols = place.isUnion() ? place.getTypes().get(1) : place;
    translated.put(field, new GenericData.EnumSymbol(symbols, "LATER"));
    return wireFormat(translated);
  }

  private static ObjectNode contract(SpecificRecord record) throws IOException {
    return (ObjectNode) JSON.readTree(record.getSchema().toString());
  }

  private static Schema schema(ObjectNode contract) {
    return new Schema.Parser().parse(contract.toString());
  }

  private static GenericRecord translated(SpecificRecord record, byte[] today, Schema to)
      throws IOException {
    return new GenericDatumReader<GenericRecord>(record.getSchema(), to)
        .read(null, DecoderFactory.get().binaryDecoder(today, PREFIX, today.length - PREFIX, null));
  }

  private byte[] wireFormat(GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int id = registry.register("any", record.getSchema());
    bytes.writeBytes(ByteBuffer.allocate(PREFIX).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
