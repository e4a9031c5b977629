package org.ikewatch.schemas;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Makes {@link ContractClasses} trusted before the first contract is used.
 *
 * <p>Builders need that trust for their defaults and copies, and nobody thinks of calling anything
 * before a builder. Avro looks for providers of logical types when it parses its first schema,
 * which each contract class does when it is loaded: no earlier call is to be had, and this one is
 * sure. The logical type itself is never used.
 */
public final class TrustAtFirstUse implements LogicalTypes.LogicalTypeFactory {
  private static final LogicalType UNUSED = new LogicalType("ikewatch-unused");

  /** For Avro, which finds this class by name. */
  public TrustAtFirstUse() {
    ContractClasses.trust();
  }

  @Override
  public String getTypeName() {
    return UNUSED.getName();
  }

  @Override
  public LogicalType fromSchema(Schema schema) {
    return UNUSED;
  }
}
