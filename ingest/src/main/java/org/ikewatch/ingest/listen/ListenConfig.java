package org.ikewatch.ingest.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ikewatch.ingest.ListenAddress;
import org.ikewatch.ingest.listen.tls.TlsConfig;

/**
 * Where and how syslog arrives.
 *
 * @param udp datagrams (RFC 5426)
 * @param udpSockets how many sockets share them, each with a thread of its own
 * @param udpBuffer the receive buffer of each of them, in bytes
 * @param udpQueue what each of them may have received and not read yet, in bytes
 * @param tcp streams (RFC 6587)
 * @param tls encrypted streams (RFC 5425)
 * @param relp streams with acknowledgements
 * @param relpEncrypted whether RELP is spoken over TLS
 * @param encryption the certificates and whom they let in
 */
public record ListenConfig(
    ListenAddress udp,
    int udpSockets,
    int udpBuffer,
    int udpQueue,
    ListenAddress tcp,
    ListenAddress tls,
    ListenAddress relp,
    boolean relpEncrypted,
    TlsConfig encryption,
    Limits limits) {
  /** Says what is wrong, each with its key. */
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    if (Stream.of(udp, tcp, tls, relp).allMatch(ListenAddress::isOff)) {
      errors.add(
          "ingest.udp.listen, ingest.tcp.listen, ingest.tls.listen, ingest.relp.listen: all are"
              + " off, nothing can arrive");
    }
    if (isEncrypted()) {
      errors.addAll(encryption.errors());
    }
    errors.addAll(limits.errors());
    return errors;
  }

  /** Whether anything needs the certificates. */
  public boolean isEncrypted() {
    return !tls.isOff() || (!relp.isOff() && relpEncrypted);
  }
}
