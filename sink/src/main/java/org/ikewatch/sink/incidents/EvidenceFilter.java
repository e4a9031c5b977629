package org.ikewatch.sink.incidents;

import java.time.Instant;
import java.util.Optional;

/**
 * Which audit records are meant, of those that incidents rest on.
 *
 * @param host that wrote it
 * @param signal what its text means, such as {@code MM_TIMEOUT}
 * @param since written then or later, by the host's own stamp
 * @param until written before that
 */
public record EvidenceFilter(
    Optional<String> host,
    Optional<String> signal,
    Optional<Instant> since,
    Optional<Instant> until) {
  /** Every record. */
  public static final EvidenceFilter ALL =
      new EvidenceFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Of these, those that this host wrote. */
  public EvidenceFilter host(String only) {
    return new EvidenceFilter(Optional.of(only), signal, since, until);
  }

  /** Of these, those that mean this. */
  public EvidenceFilter signal(String only) {
    return new EvidenceFilter(host, Optional.of(only), since, until);
  }

  /** Of these, those of this interval, its end not included. */
  public EvidenceFilter between(Instant from, Instant to) {
    return new EvidenceFilter(host, signal, Optional.of(from), Optional.of(to));
  }
}
