package org.ikewatch.schemas;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A registry inside this process, for a replay without a broker and for tests. Ids count from 1.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {
  private final Map<Schema, Integer> ids = new LinkedHashMap<>();
  private final Map<Integer, Schema> schemas = new LinkedHashMap<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    return ids.computeIfAbsent(
        schema,
        added -> {
          int id = ids.size() + 1;
          schemas.put(id, added);
          return id;
        });
  }

  @Override
  public synchronized Schema byId(int id) {
    Schema schema = schemas.get(id);
    if (schema == null) {
      throw new SchemaRegistryException("no schema has id " + id, false, null);
    }
    return schema;
  }
}
