package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** What serdes may expect of any registry. */
public abstract class SchemaRegistryContract {
  private static final String SUBJECT = Topics.AUDIT + "-value";

  /** A client of the registry under test; it remembers nothing of earlier tests itself. */
  protected abstract SchemaRegistry registry();

  @Test
  void shouldGiveASchemaTheSameIdAtEachCall() {
    // Given
    int first = registry().register(SUBJECT, AuditRecord.getClassSchema());

    // When
    int second = registry().register(SUBJECT, AuditRecord.getClassSchema());

    // Then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void shouldGiveASchemaTheSameIdUnderEverySubject() {
    // Given
    Schema schema = AuditRecord.getClassSchema();
    int first = registry().register(SUBJECT, schema);

    // When
    int second = registry().register("replica-of-" + SUBJECT, schema);

    // Then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void shouldTellSchemasApart() {
    // Given
    SchemaRegistry registry = registry();

    // When
    int audit = registry.register(SUBJECT, AuditRecord.getClassSchema());
    int incident = registry.register(Topics.INCIDENTS + "-value", Incident.getClassSchema());

    // Then
    assertThat(incident).isNotEqualTo(audit);
  }

  @Test
  void shouldFindASchemaByItsId() {
    // Given
    int id = registry().register(SUBJECT, AuditRecord.getClassSchema());

    // When
    Schema found = registry().byId(id);

    // Then
    assertThat(found).isEqualTo(AuditRecord.getClassSchema());
  }

  @Test
  void shouldTakeANewerCompatibleVersion() {
    // Given
    SchemaRegistry registry = registry();
    Schema older = SchemaBuilder.record("Grown").fields().requiredString("a").endRecord();
    Schema newer =
        SchemaBuilder.record("Grown").fields().requiredString("a").optionalLong("b").endRecord();
    int first = registry.register("grown-value", older);

    // When
    int second = registry.register("grown-value", newer);

    // Then
    assertThat(second).isNotEqualTo(first);
    assertThat(registry.register("grown-value", older)).isEqualTo(first);
  }

  @Test
  void shouldRefuseAnIdItNeverGave() {
    // Given
    SchemaRegistry registry = registry();

    // When / Then
    assertThatThrownBy(() -> registry.byId(987_654))
        .isInstanceOf(SchemaRegistryException.class)
        .extracting(e -> ((SchemaRegistryException) e).retriable())
        .isEqualTo(false);
  }

  @Test
  void shouldCarryRecordsFromOneClientToAnother() {
    // Given
    AvroSerde<Incident> writer = AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry());
    AvroSerde<Incident> reader = AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry());

    // When
    Incident read = reader.fromBytes(writer.toBytes(Samples.incident()));

    // Then
    assertThat(read).isEqualTo(Samples.incident());
  }
}
