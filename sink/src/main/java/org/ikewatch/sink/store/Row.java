package org.ikewatch.sink.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;

/** Fills in the parameters of a statement, one after the other. */
final class Row {
  private final PreparedStatement statement;
  private int index;

  Row(PreparedStatement statement) {
    this.statement = statement;
  }

  Row text(String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  /** A constant by its name; null where there is none. */
  Row name(Enum<?> value) throws SQLException {
    return text(value == null ? null : value.name());
  }

  Row number(int value) throws SQLException {
    statement.setInt(++index, value);
    return this;
  }

  Row number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  /** A number that may be null. */
  Row optional(Long value) throws SQLException {
    if (value == null) {
      statement.setNull(++index, Types.BIGINT);
      return this;
    }
    return number(value.longValue());
  }

  /** A time, to the millisecond; it may be null. */
  Row time(Instant value) throws SQLException {
    return optional(value == null ? null : (Long) value.toEpochMilli());
  }

  /** Ends this row; the next value is the first of another. */
  void add() throws SQLException {
    statement.addBatch();
    index = 0;
  }
}
