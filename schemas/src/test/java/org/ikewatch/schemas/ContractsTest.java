package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has been released stays readable; what is released is explained. */
class ContractsTest {
  private static final String RELEASED = "/contracts/v1/";

  /** Parsed in this order: an incident cites the audit record's level. */
  private static final List<Schema> TODAY =
      List.of(
          AuditRecord.getClassSchema(),
          Incident.getClassSchema(),
          RejectedInput.getClassSchema(),
          HostProfile.getClassSchema(),
          DeadLetter.getClassSchema(),
          Delivery.getClassSchema());

  static Stream<Schema> today() {
    return TODAY.stream();
  }

  @ParameterizedTest
  @MethodSource("today")
  void shouldReadWhatTheReleasedContractWrote(Schema today) throws IOException {
    // Given
    Schema released = released(today.getName());

    // When
    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(today, released);

    // Then
    assertThat(compatibility.getResult().getIncompatibilities()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("today")
  void shouldBeReadableByTheReleasedContract(Schema today) throws IOException {
    // Given
    Schema released = released(today.getName());

    // When
    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(released, today);

    // Then
    assertThat(compatibility.getResult().getIncompatibilities()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("today")
  void shouldGiveEveryEnumADefault(Schema today) throws IOException {
    // When
    Set<String> without = new HashSet<>();
    enumsWithoutDefault(today, without);
    enumsWithoutDefault(released(today.getName()), without);

    // Then
    assertThat(without).isEmpty();
  }

  private static void enumsWithoutDefault(Schema schema, Set<String> without) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(part -> enumsWithoutDefault(part, without));
      case ARRAY -> enumsWithoutDefault(schema.getElementType(), without);
      case RECORD -> schema.getFields().forEach(f -> enumsWithoutDefault(f.schema(), without));
      case ENUM -> {
        if (schema.getEnumDefault() == null) {
          without.add(schema.getName());
        }
      }
      default -> {}
    }
  }

  @Test
  void shouldNoticeAnIncompatibleChange() throws IOException {
    // Given
    // A field that old records lack, without a default
    Schema released = released("HostProfile");
    Schema changed =
        new Schema.Parser()
            .parse(
                released
                    .toString()
                    .replace(
                        "\"fields\":[", "\"fields\":[{\"name\":\"rack\",\"type\":\"string\"},"));

    // When
    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(changed, released);

    // Then
    assertThat(compatibility.getType()).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource("today")
  void shouldDocumentEveryField(Schema today) {
    // When
    Set<String> silent = new HashSet<>();
    undocumented(today, today.getName(), silent);

    // Then
    assertThat(silent).isEmpty();
  }

  private static void undocumented(Schema schema, String path, Set<String> silent) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(part -> undocumented(part, path, silent));
      case ARRAY -> undocumented(schema.getElementType(), path, silent);
      case MAP -> undocumented(schema.getValueType(), path, silent);
      case RECORD -> {
        if (isBlank(schema.getDoc())) {
          silent.add(path);
        }
        for (Schema.Field field : schema.getFields()) {
          String name = path + "." + field.name();
          if (isBlank(field.doc())) {
            silent.add(name);
          }
          undocumented(field.schema(), name, silent);
        }
      }
      default -> {}
    }
  }

  private static boolean isBlank(String doc) {
    return doc == null || doc.isBlank();
  }

  private static Schema released(String name) throws IOException {
    Schema.Parser parser = new Schema.Parser();
    Schema audit = parse(parser, "AuditRecord");
    return name.equals("AuditRecord") ? audit : parse(parser, name);
  }

  private static Schema parse(Schema.Parser parser, String name) throws IOException {
    try (InputStream file = ContractsTest.class.getResourceAsStream(RELEASED + name + ".avsc")) {
      return parser.parse(file);
    }
  }
}
