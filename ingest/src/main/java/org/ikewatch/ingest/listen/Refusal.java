package org.ikewatch.ingest.listen;

/** Why a connection was not let in, or a datagram dropped. */
public enum Refusal {
  /** The sender is in none of the networks of {@code ingest.senders.allowed}. */
  SENDER_NOT_ALLOWED,
  /** There are {@code ingest.connections.max} connections. */
  CONNECTIONS_MAX,
  /** The sender has {@code ingest.connections.sender.max} connections. */
  CONNECTIONS_SENDER_MAX,
  /** No TLS session came about: no protocol, cipher or certificate that both sides accept. */
  TLS_HANDSHAKE,
  /** The sender is beyond {@code ingest.sender.rate}. */
  RATE_LIMITED
}
