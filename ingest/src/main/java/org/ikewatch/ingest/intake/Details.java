package org.ikewatch.ingest.intake;

import org.ikewatch.ingest.audit.RejectReason;

/** What a person is told about a reason. */
final class Details {
  private Details() {}

  static String of(RejectReason reason) {
    return switch (reason) {
      case NOT_AN_AUDIT_RECORD ->
          "The text is neither a header, nor an event, nor the continuation of one.";
      case CONNECTION_CUT ->
          "The connection ended inside the line, and what came does not make a whole record.";
      case LINE_TOO_LONG -> "The line is longer than ingest.line.max; only its beginning is kept.";
      case BAD_OCTET_COUNT ->
          "No message begins where the last octet count says; reading went on at the next line.";
      case BAD_RELP_FRAME ->
          "What came over RELP does not keep to the protocol; the connection was ended.";
      case HOST_CLAIMED ->
          "The sender is neither this host, by the inventory's addresses, nor in ingest.relays;"
              + " ingest.relays.others refuses what it says for another.";
    };
  }
}
