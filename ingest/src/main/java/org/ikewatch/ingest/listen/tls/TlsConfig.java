package org.ikewatch.ingest.listen.tls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates and whom they let in. Files are PEM; empty names stand for none.
 *
 * @param certificate our certificate and those that lead to its CA
 * @param key its private key, PKCS#8, not encrypted
 * @param clientCa the CAs of senders' certificates; where there is one, every sender needs one
 * @param clientNames whom of those the CAs vouch for we let in; empty for all
 * @param reload how often the files are looked at
 * @param handshakeTimeout how long a sender may take over the handshake
 */
public record TlsConfig(
    String certificate,
    String key,
    String clientCa,
    List<String> clientNames,
    Duration reload,
    Duration handshakeTimeout) {
  public TlsConfig {
    clientNames = List.copyOf(clientNames);
  }

  /** Says what is wrong, each with its key. */
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    if (certificate.isEmpty()) {
      errors.add("ingest.tls.certificate: is required for TLS: a PEM file, the chain up to the CA");
    }
    if (key.isEmpty()) {
      errors.add("ingest.tls.key: is required for TLS: a PEM file, PKCS#8, not encrypted");
    }
    if (!clientNames.isEmpty() && clientCa.isEmpty()) {
      errors.add(
          "ingest.tls.client.names: need ingest.tls.client.ca, for only a CA can vouch for them");
    }
    return errors;
  }
}
