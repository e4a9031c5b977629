package org.ikewatch.sink.store;

import static org.ikewatch.sink.settings.Setting.optional;
import static org.ikewatch.sink.settings.Setting.required;

import java.util.List;
import java.util.Optional;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;

/**
 * The database of incidents.
 *
 * @param url a JDBC URL of PostgreSQL or SQLite
 * @param user empty where the URL or the kind of database needs none
 */
public record DatabaseConfig(String url, String user, String password)
    implements DestinationConfig {
  private static final Setting<String> URL =
      required(
          "url",
          "The database, `jdbc:postgresql://HOST/NAME` or `jdbc:sqlite:FILE`.",
          DatabaseConfig::jdbc);

  private static final Setting<String> USER =
      optional("user", "", "Who we are to PostgreSQL.", text -> text);

  private static final Setting<String> PASSWORD =
      optional("password", "", "The password of that user.", (String text) -> text).hidden();

  public static final DestinationType TYPE =
      new DestinationType(
          "database",
          "The newest revision of each incident, in PostgreSQL or SQLite.",
          Children.DELIVER,
          List.of(URL, USER, PASSWORD),
          DatabaseConfig::read);

  private static Optional<DestinationConfig> read(Settings settings) {
    Optional<String> url = settings.get(URL);
    String user = settings.get(USER).orElseThrow();
    String password = settings.get(PASSWORD).orElseThrow();
    return url.map(known -> new DatabaseConfig(known, user, password));
  }

  private static String jdbc(String text) {
    if (!text.startsWith("jdbc:postgresql:") && !text.startsWith("jdbc:sqlite:")) {
      // The text may hold a password.
      throw new IllegalArgumentException(
          "begins neither with jdbc:postgresql: nor with jdbc:sqlite:");
    }
    return text;
  }

  @Override
  public Destination open(String name) {
    return new LazyTable(name, this);
  }

  /** Without the URL, which may hold a password, and without the password. */
  @Override
  public String toString() {
    return "DatabaseConfig[user=" + user + "]";
  }
}
