package org.ikewatch.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement that gives rows, in the making, with its parameters. */
final class Sql {
  private final StringBuilder text;
  private final List<Object> parameters = new ArrayList<>();
  private String glue = " WHERE ";

  /** Reads one row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Its beginning, with a value for each of its question marks. */
  Sql(String beginning, Object... values) {
    text = new StringBuilder(beginning);
    parameters.addAll(List.of(values));
  }

  /** A condition that rows have to meet, with a value for each of its question marks. */
  Sql where(String condition, Object... values) {
    text.append(glue).append(condition);
    glue = " AND ";
    parameters.addAll(List.of(values));
    return this;
  }

  /** In the text, not a parameter: an index over a part of the rows is used only where it shows. */
  Sql is(String column, Enum<?> constant) {
    return where(column + " = '" + constant.name() + "'");
  }

  /** What follows the conditions. */
  Sql then(String clause, Object... values) {
    text.append(' ').append(clause);
    parameters.addAll(List.of(values));
    return this;
  }

  /** The rows, read. */
  <T> List<T> list(Connection connection, Reader<T> reader) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(text.toString())) {
      for (int i = 0; i < parameters.size(); i++) {
        query.setObject(i + 1, parameters.get(i));
      }
      List<T> all = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.add(reader.read(rows));
        }
      }
      return all;
    }
  }

  /** The same with this before it, such as {@code EXPLAIN}. */
  Sql after(String prefix) {
    return new Sql(prefix + " " + text, parameters.toArray());
  }
}
