package org.ikewatch.ingest;

/** None of the names that a setting gives has an address. Names the key. */
public final class UnresolvableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnresolvableException(String key, String value) {
    super(key + ": none of the names in '" + value + "' has an address");
  }
}
