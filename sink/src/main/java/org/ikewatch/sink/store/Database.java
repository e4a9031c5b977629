package org.ikewatch.sink.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/**
 * The database of incidents: PostgreSQL, or a SQLite file where one machine is enough. Both run the
 * same migrations and the same statements.
 */
public final class Database implements AutoCloseable {
  private static final String SQLITE = "jdbc:sqlite:";

  private final HikariDataSource pool;

  private Database(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Opens the database and brings its tables up to date.
   *
   * @param url a JDBC URL, {@code jdbc:postgresql://...} or {@code jdbc:sqlite:FILE}
   * @param user empty where the URL or the kind of database needs none
   * @throws RuntimeException where it cannot be reached or migrated
   */
  public static Database open(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setPoolName("ikewatch-database");
    if (!user.isEmpty()) {
      config.setUsername(user);
      config.setPassword(password);
    }
    if (url.startsWith(SQLITE)) {
      // One writer at a time is SQLite's own rule; readers go on beside it with a write-ahead log.
      config.setMaximumPoolSize(1);
      config.addDataSourceProperty("journal_mode", "WAL");
      config.addDataSourceProperty("synchronous", "NORMAL");
      config.addDataSourceProperty("busy_timeout", "5000");
    } else {
      config.setMaximumPoolSize(4);
    }
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:org/ikewatch/sink/store/migrations")
          .load()
          .migrate();
      return new Database(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void close() {
    pool.close();
  }
}
