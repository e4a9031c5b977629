package org.ikewatch.app.kill;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.sink.store.Database;

/** A database, read by queries of our own. */
final class DatabaseReceiver implements Receiver {
  private final String name;
  private final String url;
  private final String user;
  private final Runnable close;

  DatabaseReceiver(String name, String url, String user, Runnable close) {
    this.name = name;
    this.url = url;
    this.user = user;
    this.close = close;
    // It is asked before the sink has made its tables.
    Database.open(url, user, "").close();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> expects(Story.End end) {
    return end.everything();
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("type", "database", "url", url, "user", user);
  }

  @Override
  public long progress() {
    return number("SELECT COUNT(*) FROM revisions");
  }

  @Override
  public Map<String, String> lastWords() {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT incidentId, revision FROM incidents")) {
      Map<String, String> last = new HashMap<>();
      while (rows.next()) {
        last.put(rows.getString(1), rows.getString(2));
      }
      return last;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one number that this query gives. */
  long number(String query) {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    close.run();
  }
}
