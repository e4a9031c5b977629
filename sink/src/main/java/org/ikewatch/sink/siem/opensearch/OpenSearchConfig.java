package org.ikewatch.sink.siem.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.ikewatch.sink.settings.Setting.optional;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;
import org.ikewatch.sink.siem.http.HttpConfig;

/**
 * An index of OpenSearch or Elasticsearch.
 *
 * @param authorization the value of the header of that name; empty for none
 * @param template whether the index template is put there before the first delivery
 */
public record OpenSearchConfig(
    HttpConfig http, String index, String authorization, boolean template)
    implements DestinationConfig {
  private static final Pattern INDEX_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,199}");

  private static final Setting<URI> URL =
      HttpConfig.url(
          "A node or what stands before the nodes, `https://opensearch.example.com:9200`.");

  private static final Setting<String> INDEX =
      optional("index", "ikewatch-incidents", "The index.", OpenSearchConfig::indexName);

  private static final Setting<String> USER =
      optional("user", "", "Who we are there; empty: nobody.", HttpConfig::header);

  private static final Setting<String> PASSWORD =
      optional("password", "", "The password of that user.", (String text) -> text).hidden();

  private static final Setting<String> API_KEY =
      optional(
              "api-key",
              "",
              "An API key of Elasticsearch, encoded, in place of user and password.",
              HttpConfig::header)
          .hidden();

  private static final Setting<Boolean> TEMPLATE =
      optional(
          "template",
          "true",
          "Whether the index template is put there before the first delivery; it bears the name of"
              + " the index. `false`: `ikewatch sink template` prints it for whoever may.",
          Texts::flag);

  public static final DestinationType TYPE =
      new DestinationType(
          "opensearch",
          "The newest revision of each incident as a document of the Elastic Common Schema, by the"
              + " bulk API of OpenSearch and Elasticsearch: `_id` is the incident's, the version is"
              + " external and the revision, so that an older one never overwrites a newer. Up to"
              + " 500 in a request; one that is refused for what it holds is dead-lettered and the"
              + " others go on.",
          Children.DELIVER,
          Setting.together(
              List.of(URL, INDEX, USER, PASSWORD, API_KEY, TEMPLATE), HttpConfig.COMMON),
          OpenSearchConfig::read);

  private static Optional<DestinationConfig> read(Settings settings) {
    Optional<HttpConfig> http = HttpConfig.read(settings, URL);
    String index = settings.get(INDEX).orElseThrow();
    String user = settings.get(USER).orElseThrow();
    String password = settings.get(PASSWORD).orElseThrow();
    String apiKey = settings.get(API_KEY).orElseThrow();
    boolean template = settings.get(TEMPLATE).orElseThrow();
    if (!user.isEmpty() && !apiKey.isEmpty()) {
      settings.error(API_KEY.key(), "there is a user already");
    }
    String authorization = authorization(user, password, apiKey);
    return http.map(to -> new OpenSearchConfig(to, index, authorization, template));
  }

  private static String authorization(String user, String password, String apiKey) {
    if (!apiKey.isEmpty()) {
      return "ApiKey " + apiKey;
    }
    return user.isEmpty()
        ? ""
        : "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  /** A name that an index can have. */
  public static String indexName(String text) {
    if (!INDEX_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' cannot be the name of an index");
    }
    return text;
  }

  @Override
  public Destination open(String name) {
    return new OpenSearchDestination(name, this);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "OpenSearchConfig[%s, index=%s, template=%s]".formatted(http, index, template);
  }
}
