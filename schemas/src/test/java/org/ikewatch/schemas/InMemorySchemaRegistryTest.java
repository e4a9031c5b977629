package org.ikewatch.schemas;

class InMemorySchemaRegistryTest extends SchemaRegistryContract {
  private final SchemaRegistry registry = new InMemorySchemaRegistry();

  @Override
  protected SchemaRegistry registry() {
    return registry;
  }
}
