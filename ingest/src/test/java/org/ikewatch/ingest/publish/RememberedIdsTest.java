package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.SchemaRegistryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedIdsTest {
  private static final String URL = "http://user:secret@registry:8081";
  private static final Schema AUDIT = AuditRecord.getClassSchema();
  private static final Schema REJECT = RejectedInput.getClassSchema();

  @TempDir private Path directory;

  private final SchemaRegistry registry = new InMemorySchemaRegistry();

  private RememberedIds over(SchemaRegistry real, String url) {
    return new RememberedIds(real, directory.resolve("schema-ids"), url);
  }

  private static SchemaRegistry failing(boolean retriable) {
    return new SchemaRegistry() {
      @Override
      public int register(String subject, Schema schema) {
        throw new SchemaRegistryException("no", retriable, null);
      }

      @Override
      public Schema byId(int id) {
        throw new SchemaRegistryException("no", retriable, null);
      }
    };
  }

  @Test
  void shouldKnowTheIdsOfTheLastStartWhenTheRegistryIsAway() {
    // Given
    RememberedIds before = over(registry, URL);
    int reject = before.register("rejects-value", REJECT);
    int audit = before.register("audit-value", AUDIT);

    // When
    RememberedIds now = over(failing(true), URL);

    // Then
    assertThat(now.register("audit-value", AUDIT)).isEqualTo(audit);
    assertThat(now.register("rejects-value", REJECT)).isEqualTo(reject);
    assertThat(now.byId(audit)).isEqualTo(AUDIT);
    assertThat(directory.resolve("schema-ids")).content().doesNotContain("secret");
  }

  @Test
  void shouldNotKnowWhatWasNeverRegisteredThere() throws Exception {
    // Given
    over(registry, URL).register("audit-value", AUDIT);
    RememberedIds away = over(failing(true), URL);

    // When / Then
    assertThatThrownBy(() -> away.register("audit-value", REJECT))
        .isInstanceOf(SchemaRegistryException.class);
    assertThatThrownBy(() -> away.register("rejects-value", AUDIT))
        .isInstanceOf(SchemaRegistryException.class);
    assertThatThrownBy(() -> over(failing(true), "http://other").register("audit-value", AUDIT))
        .isInstanceOf(SchemaRegistryException.class);
    assertThatThrownBy(() -> over(failing(false), URL).register("audit-value", AUDIT))
        .isInstanceOf(SchemaRegistryException.class);
    Files.writeString(directory.resolve("schema-ids"), "what is this");
    assertThatThrownBy(() -> over(failing(true), URL).register("audit-value", AUDIT))
        .isInstanceOf(SchemaRegistryException.class);
  }
}
