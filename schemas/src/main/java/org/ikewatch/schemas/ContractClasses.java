package org.ikewatch.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro makes no object of a class that a schema names unless the process says that it may. This
 * says so for our contracts, once, on top of whatever the application trusts already.
 */
final class ContractClasses {
  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            type -> type.getPackageName().equals(ContractClasses.class.getPackageName())));
  }

  private ContractClasses() {}

  /** Done when this class is loaded; the call loads it. */
  static void trust() {}
}
