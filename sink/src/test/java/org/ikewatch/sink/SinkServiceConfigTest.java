package org.ikewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ikewatch.sink.incidents.Backoff;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Rate;
import org.ikewatch.sink.settings.InvalidSettingsException;
import org.ikewatch.sink.siem.file.FileConfig;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.mapping.Payload;
import org.ikewatch.sink.siem.tls.TlsConfig;
import org.ikewatch.sink.siem.webhook.WebhookConfig;
import org.ikewatch.sink.store.DatabaseConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkServiceConfigTest {
  private static final Map<String, String> KAFKA =
      Map.of(
          "kafka.bootstrap.servers", "k:9092",
          "kafka.security.protocol", "SSL",
          "schema.registry.url", "http://r:8081");

  private static Map<String, String> with(String... keysAndValues) {
    Map<String, String> all = settings(keysAndValues);
    all.putAll(KAFKA);
    return all;
  }

  private static Map<String, String> settings(String... keysAndValues) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      all.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return all;
  }

  private static List<String> errors(Map<String, String> values) {
    return catchThrowableOfType(
            InvalidSettingsException.class, () -> SinkServiceConfig.from(values))
        .errors();
  }

  @Test
  void shouldFeedADatabaseWhereNothingElseIsSaid() {
    // When
    SinkServiceConfig config =
        SinkServiceConfig.from(
            with("sink.database.url", "jdbc:sqlite:i.db", "ingest.tcp.listen", "off"));

    // Then
    Backoff retry = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    Backoff denied = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(15));
    assertThat(config)
        .isEqualTo(
            new SinkServiceConfig(
                "k:9092",
                URI.create("http://r:8081"),
                List.of(
                    new SinkServiceConfig.Named(
                        "database",
                        new DatabaseConfig(
                            "jdbc:sqlite:i.db", "", "", Optional.of(Duration.ofDays(90))),
                        new DeliveryPolicy(
                            retry, denied, Children.DELIVER, Optional.empty(), Duration.ZERO))),
                "127.0.0.1:9515",
                Map.of("security.protocol", "SSL")));
  }

  @Test
  void shouldReadAnyNumberOfNamedDestinations() {
    // When
    SinkServiceConfig config =
        SinkServiceConfig.from(
            with(
                "sink.destinations", "siem, archive",
                "sink.siem.type", "webhook",
                "sink.siem.url", "https://siem.example.com/in",
                "sink.siem.secret", "s3cret",
                "sink.siem.children", "true",
                "sink.siem.retry.min", "2s",
                "sink.siem.retry.max", "3s",
                "sink.siem.denied.min", "4m",
                "sink.siem.denied.max", "5m",
                "sink.siem.timeout", "6s",
                "sink.siem.rate", "60/1m",
                "sink.siem.digest", "7m",
                "sink.archive.type", "file",
                "sink.archive.path", "/var/log/i.jsonl",
                "sink.http.listen", "off"));

    // Then
    assertThat(config.http()).isEqualTo("off");
    assertThat(config.destinations())
        .containsExactly(
            new SinkServiceConfig.Named(
                "siem",
                new WebhookConfig(
                    new HttpConfig(
                        URI.create("https://siem.example.com/in"),
                        Duration.ofSeconds(6),
                        Optional.of(
                            new TlsConfig(Optional.empty(), Optional.empty(), Optional.empty()))),
                    "s3cret",
                    "",
                    Payload.JSON),
                new DeliveryPolicy(
                    new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(3)),
                    new Backoff(Duration.ofMinutes(4), Duration.ofMinutes(5)),
                    Children.DELIVER,
                    Optional.of(new Rate(60, Duration.ofMinutes(1))),
                    Duration.ofMinutes(7))),
            new SinkServiceConfig.Named(
                "archive",
                new FileConfig(Path.of("/var/log/i.jsonl"), Payload.JSON),
                new DeliveryPolicy(
                    new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(15)),
                    Children.WITHDRAW,
                    Optional.empty(),
                    Duration.ZERO)));
  }

  @Test
  void shouldNameEveryErrorAtOnce() {
    // When
    List<String> errors =
        errors(
            settings(
                "sink.destinations", "siem,hook,pigeon",
                "sink.siem.type", "webhook",
                "sink.siem.url", "ftp://x/y",
                "sink.siem.retry.min", "5m",
                "sink.siem.colour", "red",
                "sink.siem.rate", "0/1m",
                "sink.siem.digest", "soon",
                "sink.hook.url", "http://x/y",
                "sink.pigeon.type", "carrier",
                "sink.database.url", "jdbc:sqlite:i.db",
                "sink.http.listen", "everywhere"));

    // Then
    assertThat(errors)
        .containsExactly(
            "kafka.bootstrap.servers: is required",
            "schema.registry.url: is required",
            "sink.http.listen: 'everywhere' is not host:port",
            "sink.siem.retry.max: the longest wait, PT1M, is shorter than the first, PT5M",
            "sink.siem.rate: at least one has to be delivered, not 0",
            "sink.siem.digest: 'soon' is not a duration such as 200ms, 31s, 5m, 8h or 90d",
            "sink.siem.url: 'ftp://x/y' is not an http or https URL",
            "sink.siem.secret: is required",
            "sink.hook.type: is required; there are database, file, webhook, syslog, splunk, opensearch, pagerduty, alertmanager",
            "sink.pigeon.type: 'carrier' is unknown; there are database, file, webhook, syslog, splunk, opensearch, pagerduty, alertmanager",
            "sink.database.url: is not a setting of the sink or of one of its destinations",
            "sink.siem.colour: is not a setting of the sink or of one of its destinations");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,,b", "a,a", "UPPER", "http", "a b", "1x", "a.b", "x-deliveries"})
  void shouldRefuseNamesThatCannotBe(String names) {
    assertThat(errors(with("sink.destinations", names, "sink.database.url", "jdbc:sqlite:x")))
        .first()
        .asString()
        .startsWith("sink.destinations: '");
  }

  @ParameterizedTest
  @CsvSource({"off,", "30d, PT720H", "36h, PT36H"})
  void shouldReadHowLongADatabaseKeepsWhatHasEnded(String text, Duration retention) {
    // When
    SinkServiceConfig config =
        SinkServiceConfig.from(
            with("sink.database.url", "jdbc:sqlite:i.db", "sink.database.retention", text));

    // Then
    assertThat(config.destinations().get(0).config())
        .isEqualTo(new DatabaseConfig("jdbc:sqlite:i.db", "", "", Optional.ofNullable(retention)));
  }

  @Test
  void shouldRefuseARetentionThatIsNone() {
    assertThat(errors(with("sink.database.url", "jdbc:sqlite:x", "sink.database.retention", "0d")))
        .containsExactly("sink.database.retention: '0d' is not positive");
    assertThat(
            errors(
                with("sink.database.url", "jdbc:sqlite:x", "sink.database.retention", "3 months")))
        .containsExactly(
            "sink.database.retention: '3 months' is not a duration such as 200ms, 31s, 5m, 8h or"
                + " 90d");
  }

  @Test
  void shouldRefuseACollectorThatCannotBeSpokenTo() {
    // When
    List<String> errors =
        errors(
            with(
                "sink.destinations", "syslog,other",
                "sink.syslog.address", "siem:99999",
                "sink.syslog.format", "xml",
                "sink.syslog.facility", "local9",
                "sink.syslog.tls", "true",
                "sink.syslog.tls.ca", "/no/such/ca.pem",
                "sink.other.type", "syslog",
                "sink.other.address", "siem:6514",
                "sink.other.tls", "true",
                "sink.other.tls.key", "/no/such/key"));

    // Then
    assertThat(errors)
        .hasSize(5)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("sink.syslog.address: port 99999"),
            second -> assertThat(second).startsWith("sink.syslog.format: 'xml' is none of"),
            third -> assertThat(third).startsWith("sink.syslog.facility: 'local9' is none of"),
            fourth ->
                assertThat(fourth).startsWith("sink.syslog.tls: cannot be read").contains("ca.pem"),
            fifth ->
                assertThat(fifth)
                    .isEqualTo("sink.other.tls: a certificate and its key go together"));
  }

  @Test
  void shouldRefuseReceiversThatCannotBeSpokenTo() {
    assertThat(
            errors(
                with(
                    "sink.destinations", "splunk,opensearch,alertmanager,pagerduty",
                    "sink.splunk.url", "splunk:8088",
                    "sink.splunk.format", "leef",
                    "sink.splunk.ack", "10m",
                    "sink.opensearch.url", "http://x:9200",
                    "sink.opensearch.index", "Incidents",
                    "sink.opensearch.user", "u",
                    "sink.opensearch.api-key", "k",
                    "sink.alertmanager.url", "http://am:9093",
                    "sink.alertmanager.labels", "1x=y",
                    "sink.alertmanager.hold", "1m",
                    "sink.pagerduty.link", "http://x/")))
        .containsExactly(
            "sink.splunk.url: 'splunk:8088' is not an http or https URL",
            "sink.splunk.token: is required",
            "sink.splunk.format: 'leef' is none of json, cim, ecs, ocsf",
            "sink.splunk.ack: '10m' is more than 3m",
            "sink.opensearch.index: 'Incidents' cannot be the name of an index",
            "sink.opensearch.api-key: there is a user already",
            "sink.alertmanager.labels: '1x=y' is not a label such as team=network",
            "sink.alertmanager.hold: an alert held for PT1M is over before it is sent again after"
                + " PT1M",
            "sink.pagerduty.routing-key: is required",
            "sink.pagerduty.link: 'http://x/' does not hold {id}");
  }

  @Test
  void shouldNeverShowASecret() {
    // Given
    Map<String, String> values =
        with(
            "sink.destinations", "database,hook,splunk,opensearch,elastic,pagerduty,alertmanager",
            "sink.splunk.url", "http://x/",
            "sink.splunk.token", "s3cret",
            "sink.opensearch.url", "http://x/",
            "sink.opensearch.user", "u",
            "sink.opensearch.password", "s3cret",
            "sink.elastic.type", "opensearch",
            "sink.elastic.url", "http://x/",
            "sink.elastic.api-key", "s3cret",
            "sink.pagerduty.routing-key", "s3cret",
            "sink.alertmanager.url", "http://x/",
            "sink.alertmanager.authorization", "Bearer s3cret",
            "sink.database.url", "jdbc:postgresql://db/x?password=s3cret",
            "sink.database.password", "s3cret",
            "sink.hook.type", "webhook",
            "sink.hook.url", "http://x/y",
            "sink.hook.secret", "s3cret",
            "sink.hook.authorization", "Bearer s3cret",
            "kafka.ssl.key.password", "s3cret");

    // When, Then
    assertThat(SinkServiceConfig.from(values).toString())
        // In the clear, and as the header of user and password.
        .doesNotContain("s3cret", "dTpzM2NyZXQ=");
    values.put("sink.hook.authorization", "s3cr\u00e9t");
    values.put("sink.database.url", "postgres://user:s3cret@db");
    assertThatThrownBy(() -> SinkServiceConfig.from(values))
        .hasMessageContaining("sink.hook.authorization: is not valid")
        .hasMessageContaining("sink.database.url: begins neither")
        .message()
        .doesNotContain("s3cr");
  }
}
