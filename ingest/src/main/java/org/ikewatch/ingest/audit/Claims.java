package org.ikewatch.ingest.audit;

import java.util.OptionalLong;

/**
 * What a message says of itself beside its text. Nothing proves it.
 *
 * @param structuredData as RFC 5424 section 6.3 writes it; empty if there is none
 * @param sequence the shipper's number of what it ships, 0 or more
 * @param file the audit file that the shipper read; empty if it does not say
 * @param product the shipper's HP-UX IPSec version; empty if it does not say
 * @param shipper whether a shipper wrote a note before the record
 */
public record Claims(
    String structuredData, OptionalLong sequence, String file, String product, boolean shipper) {
  /** A message that says nothing. */
  public static final Claims NONE = new Claims("", OptionalLong.empty(), "", "", false);

  /** Only structured data. */
  public static Claims of(String structuredData) {
    return structuredData.isEmpty()
        ? NONE
        : new Claims(structuredData, OptionalLong.empty(), "", "", false);
  }
}
