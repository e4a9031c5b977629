package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** What holds besides for a registry behind the REST API that enforces BACKWARD. */
public abstract class RestRegistryContract extends SchemaRegistryContract {
  /** Where the registry under test listens. */
  protected abstract URI url();

  @Override
  protected final SchemaRegistry registry() {
    return new HttpSchemaRegistry(url());
  }

  @Test
  void shouldRefuseAnIncompatibleSchema() {
    // Given
    SchemaRegistry registry = registry();
    Schema text = SchemaBuilder.record("Kept").fields().requiredString("a").endRecord();
    Schema number = SchemaBuilder.record("Kept").fields().requiredLong("a").endRecord();
    registry.register("kept-value", text);

    // When / Then
    assertThatThrownBy(() -> registry.register("kept-value", number))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining("incompatible")
        .hasMessageContaining("kept-value")
        .extracting(e -> ((SchemaRegistryException) e).retriable())
        .isEqualTo(false);
    assertThat(registry.register("kept-value", text)).isPositive();
  }
}
