package org.ikewatch.schemas;

import org.apache.avro.Schema;

/**
 * Where schemas get their ids: the part of the Confluent Schema Registry that producers and
 * consumers need. Implementations are safe for use by several threads.
 */
public interface SchemaRegistry {
  /**
   * Registers the schema under the subject, or finds it there.
   *
   * @param subject the subject by TopicNameStrategy, such as {@code ikewatch.audit-value}
   * @return the id, the same for the same schema at every call
   * @throws SchemaRegistryException where the registry refuses the schema or cannot be reached
   */
  int register(String subject, Schema schema);

  /**
   * The schema with this id.
   *
   * @throws SchemaRegistryException where there is none, or the registry cannot be reached
   */
  Schema byId(int id);
}
