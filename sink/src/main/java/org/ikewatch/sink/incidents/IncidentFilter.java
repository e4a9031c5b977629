package org.ikewatch.sink.incidents;

import java.time.Instant;
import java.util.Optional;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;

/**
 * Which incidents are meant: those that fit everything that is given.
 *
 * @param since changed then or later, by {@code updatedAt}
 */
public record IncidentFilter(
    Optional<Status> status,
    Optional<Verdict> verdict,
    Optional<Scope> scope,
    Optional<String> host,
    Optional<String> peer,
    Optional<Instant> since) {
  /** Every incident. */
  public static final IncidentFilter ALL =
      new IncidentFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Of these, those that have this status. */
  public IncidentFilter status(Status only) {
    return new IncidentFilter(Optional.of(only), verdict, scope, host, peer, since);
  }

  /** Of these, those that have this verdict. */
  public IncidentFilter verdict(Verdict only) {
    return new IncidentFilter(status, Optional.of(only), scope, host, peer, since);
  }

  /** Of these, those of this scope. */
  public IncidentFilter scope(Scope only) {
    return new IncidentFilter(status, verdict, Optional.of(only), host, peer, since);
  }

  /** Of these, those that this host reports. */
  public IncidentFilter host(String only) {
    return new IncidentFilter(status, verdict, scope, Optional.of(only), peer, since);
  }

  /** Of these, those with this remote end. */
  public IncidentFilter peer(String only) {
    return new IncidentFilter(status, verdict, scope, host, Optional.of(only), since);
  }

  /** Of these, those that have changed then or later. */
  public IncidentFilter since(Instant earliest) {
    return new IncidentFilter(status, verdict, scope, host, peer, Optional.of(earliest));
  }
}
