package org.ikewatch.lab.oracle;

/** What a host's daemon speaks: the columns of the verdict table. */
public enum Dialect {
  A02,
  A03_IKEV1,
  A03_IKEV2
}
