package org.ikewatch.sink.store;

import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.incidents.EvidenceFilter;
import org.ikewatch.sink.incidents.IncidentFilter;
import org.ikewatch.sink.incidents.IncidentQueries;
import org.ikewatch.sink.incidents.PastRevision;

/** The questions as SQL, each answered from an index. */
public final class SqlIncidentQueries implements IncidentQueries {
  private final Database database;
  private final IncidentRow incidents = new IncidentRow();

  /** Questions to this database, which the caller closes. */
  public SqlIncidentQueries(Database database) {
    this.database = database;
  }

  @Override
  public List<Incident> page(IncidentFilter filter, Optional<PageEnd> behind, int limit) {
    return list(selectPage(filter, behind, limit), incidents::read);
  }

  @Override
  public List<Count> counts(IncidentFilter filter) {
    return list(
        selectCounts(filter),
        row ->
            new Count(
                Status.valueOf(row.getString(1)),
                Verdict.valueOf(row.getString(2)),
                row.getLong(3)));
  }

  @Override
  public Optional<Incident> incident(String incidentId) {
    Sql select = new Sql("SELECT * FROM incidents").where("incidentId = ?", incidentId);
    return list(select, incidents::read).stream().findFirst();
  }

  @Override
  public List<Incident> startingWith(String prefix, int limit) {
    return list(selectStartingWith(prefix, limit), incidents::read);
  }

  @Override
  public List<PastRevision> history(String incidentId) {
    return list(selectHistory(incidentId), RevisionTable::read);
  }

  @Override
  public List<Delivery> deliveries(String incidentId) {
    return list(selectDeliveries(incidentId), DeliveryTable::read);
  }

  @Override
  public List<Cited> evidence(EvidenceFilter filter, int limit) {
    return list(selectEvidence(filter, limit), EvidenceTable::read);
  }

  private <T> List<T> list(Sql select, Sql.Reader<T> reader) {
    return database.read(connection -> select.list(connection, reader));
  }

  static Sql selectPage(IncidentFilter filter, Optional<PageEnd> behind, int limit) {
    Sql select = filtered("SELECT * FROM incidents", filter);
    behind.ifPresent(
        end ->
            select.where(
                "(updatedAt, incidentId) < (?, ?)",
                end.updatedAt().toEpochMilli(),
                end.incidentId()));
    return select.then("ORDER BY updatedAt DESC, incidentId DESC LIMIT ?", limit);
  }

  static Sql selectCounts(IncidentFilter filter) {
    return filtered("SELECT status, verdict, COUNT(*) FROM incidents", filter)
        .then("GROUP BY status, verdict ORDER BY status, verdict");
  }

  private static Sql filtered(String from, IncidentFilter filter) {
    Sql select = new Sql(from);
    filter.status().ifPresent(status -> select.is("status", status));
    filter.verdict().ifPresent(verdict -> select.is("verdict", verdict));
    filter.scope().ifPresent(scope -> select.is("scope", scope));
    if (filter.scope().filter(scope -> scope != Scope.PEER).isPresent()) {
      // Goes without saying, but for the index over these alone.
      select.where("scope <> 'PEER'");
    }
    filter.host().ifPresent(host -> select.where("host = ?", host));
    filter.peer().ifPresent(peer -> select.where("peer = ?", peer));
    filter.since().ifPresent(since -> select.where("updatedAt >= ?", since.toEpochMilli()));
    return select;
  }

  /**
   * An index serves a range only, and in which order letters stand is the database's own affair:
   * but ids are hexadecimal digits, and z comes after them everywhere.
   */
  static Sql selectStartingWith(String prefix, int limit) {
    return new Sql("SELECT * FROM incidents")
        .where("incidentId >= ? AND incidentId < ?", prefix, prefix + "z")
        .where("substr(incidentId, 1, ?) = ?", prefix.length(), prefix)
        .then("ORDER BY incidentId LIMIT ?", limit);
  }

  static Sql selectHistory(String incidentId) {
    return new Sql("SELECT * FROM revisions")
        .where("incidentId = ?", incidentId)
        .then("ORDER BY revision");
  }

  static Sql selectDeliveries(String incidentId) {
    return new Sql("SELECT * FROM deliveries")
        .where("incidentId = ?", incidentId)
        .then("ORDER BY destination, revision");
  }

  static Sql selectEvidence(EvidenceFilter filter, int limit) {
    Sql select = new Sql("SELECT * FROM evidence");
    filter.host().ifPresent(host -> select.where("host = ?", host));
    filter.signal().ifPresent(signal -> select.where("signal = ?", signal));
    filter.since().ifPresent(since -> select.where("eventTime >= ?", since.toEpochMilli()));
    filter.until().ifPresent(until -> select.where("eventTime < ?", until.toEpochMilli()));
    return select.then("ORDER BY eventTime DESC LIMIT ?", limit);
  }
}
