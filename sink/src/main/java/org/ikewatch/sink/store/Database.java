package org.ikewatch.sink.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import org.flywaydb.core.Flyway;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.StoreException;

/**
 * The database of incidents: PostgreSQL, or a SQLite file where one machine is enough. Both run the
 * same migrations and the same statements. Safe for use by several threads; those who read do not
 * wait for those who write.
 */
public final class Database implements AutoCloseable {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final int READERS = 4;

  /** The feed of incidents, the feed of deliveries, and what is removed for its age. */
  private static final int WRITERS = 3;

  private final String url;
  private final String user;
  private final String password;
  private Pools pools;

  private record Pools(HikariDataSource writers, HikariDataSource readers)
      implements AutoCloseable {
    @Override
    public void close() {
      readers.close();
      writers.close();
    }
  }

  /** What is done with a connection. */
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private Database(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /**
   * A database that may be away now: it is opened, and its tables are brought up to date, when it
   * is first used.
   *
   * @param url a JDBC URL, {@code jdbc:postgresql://...} or {@code jdbc:sqlite:FILE}
   * @param user empty where the URL or the kind of database needs none
   */
  public static Database at(String url, String user, String password) {
    return new Database(url, user, password);
  }

  /**
   * The same, opened now.
   *
   * @throws StoreException where it cannot be reached or migrated
   */
  public static Database open(String url, String user, String password) {
    Database database = at(url, user, password);
    try {
      var unused = database.pools();
      return database;
    } catch (SQLException e) {
      throw new StoreException(e.getMessage(), e);
    }
  }

  /** A connection of those that may write; the caller closes it. */
  Connection connection() throws SQLException {
    return pools().writers().getConnection();
  }

  /**
   * Writes all of it or nothing.
   *
   * @throws DeliveryException whether it may go through later is in its type
   */
  <T> T write(Work<T> work) {
    try (Connection connection = connection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.with(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw Refusals.failure(e);
    }
  }

  /**
   * Reads.
   *
   * @throws StoreException where the database is away
   */
  <T> T read(Work<T> work) {
    try (Connection connection = pools().readers().getConnection()) {
      return work.with(connection);
    } catch (SQLException e) {
      throw new StoreException("the database cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Lets SQLite look at what it holds, so that it knows which index serves a query best: at every
   * table, also those that this connection has not asked (0x10000), where it is worth it (2).
   */
  void refreshStatistics() {
    if (isSqlite()) {
      var unused =
          write(
              connection -> {
                try (var statement = connection.createStatement()) {
                  return statement.execute("PRAGMA optimize = 0x10002");
                }
              });
    }
  }

  private boolean isSqlite() {
    return url.startsWith(SQLITE);
  }

  private synchronized Pools pools() throws SQLException {
    if (pools == null) {
      try {
        pools = openPools();
      } catch (RuntimeException e) {
        throw new SQLTransientConnectionException(
            "the database cannot be opened: " + e.getMessage(), e);
      }
    }
    return pools;
  }

  private Pools openPools() {
    // One writer at a time is SQLite's own rule; readers go on beside it with a write-ahead log.
    HikariConfig writing = config("ikewatch-writers", isSqlite() ? 1 : WRITERS);
    if (isSqlite()) {
      // A transaction that reads first and writes then fails at once where another process wrote
      // in between; one that is to write from its beginning waits for its turn.
      writing.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    }
    HikariDataSource writers = new HikariDataSource(writing);
    try {
      Flyway.configure()
          .dataSource(writers)
          .locations("classpath:org/ikewatch/sink/store/migrations")
          .javaMigrations(new V3__earlier_incidents(Clock.systemUTC()))
          .load()
          .migrate();
      return new Pools(writers, new HikariDataSource(config("ikewatch-readers", READERS)));
    } catch (RuntimeException e) {
      writers.close();
      throw e;
    }
  }

  private HikariConfig config(String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    if (!user.isEmpty()) {
      config.setUsername(user);
      config.setPassword(password);
    }
    if (isSqlite()) {
      config.addDataSourceProperty("journal_mode", "WAL");
      config.addDataSourceProperty("synchronous", "NORMAL");
      config.addDataSourceProperty("busy_timeout", "5000");
      // Ids are random, so every batch touches pages all over the file: hold 32 MiB of them, and
      // bring what was written to their places in batches of 16 MiB.
      config.addDataSourceProperty("cache_size", "-32768");
      config.addDataSourceProperty("wal_autocheckpoint", "4000");
    }
    return config;
  }

  @Override
  public synchronized void close() {
    if (pools != null) {
      pools.close();
    }
  }
}
