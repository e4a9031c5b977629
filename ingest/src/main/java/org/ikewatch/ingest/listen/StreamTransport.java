package org.ikewatch.ingest.listen;

/** The ways in which streams come. */
public enum StreamTransport {
  /** RFC 6587. */
  TCP("ingest.tcp.listen"),
  /** RFC 5425. */
  TLS("ingest.tls.listen"),
  /** The reliable event logging protocol. */
  RELP("ingest.relp.listen");

  private final String key;

  StreamTransport(String key) {
    this.key = key;
  }

  /** The setting that says where it is listened for. */
  String key() {
    return key;
  }
}
