package org.ikewatch.sink.store;

import java.sql.SQLException;
import java.util.Set;
import org.ikewatch.sink.incidents.DeliveryException;

/** Tells what a database refuses from what it cannot do now. */
final class Refusals {
  /** SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH. */
  private static final Set<Integer> SQLITE = Set.of(18, 19, 20);

  private Refusals() {}

  /**
   * Data that the database refuses will be refused again: SQLSTATE classes 22 and 23, for SQLite
   * its result codes. Everything else may pass.
   */
  static DeliveryException failure(SQLException e) {
    SQLException root = e.getCause() instanceof SQLException cause ? cause : e;
    String state = root.getSQLState() == null ? "" : root.getSQLState();
    boolean refused =
        state.startsWith("22")
            || state.startsWith("23")
            || (state.isEmpty() && SQLITE.contains(root.getErrorCode()));
    return refused
        ? new DeliveryException.Permanent("the database refuses: " + root.getMessage(), e)
        : new DeliveryException.Retriable("the database is away: " + root.getMessage(), e);
  }
}
