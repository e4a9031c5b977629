package org.ikewatch.sink.siem.syslog;

import static org.ikewatch.sink.settings.Setting.optional;
import static org.ikewatch.sink.settings.Setting.required;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;
import org.ikewatch.sink.settings.Texts.HostPort;
import org.ikewatch.sink.siem.mapping.Payload;
import org.ikewatch.sink.siem.tls.TlsConfig;
import org.ikewatch.sink.siem.tls.TlsSettings;

/**
 * A collector of syslog.
 *
 * @param tls empty: in the clear
 * @param facility 0 to 23 (RFC 5424 table 1)
 * @param timeout how long connecting, shaking hands, and sending a batch may take, each
 */
public record SyslogConfig(
    HostPort address, Optional<TlsConfig> tls, Payload payload, int facility, Duration timeout)
    implements DestinationConfig {
  private static final List<String> FACILITIES =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp",
          "ntp",
          "audit",
          "alert",
          "clock",
          "local0",
          "local1",
          "local2",
          "local3",
          "local4",
          "local5",
          "local6",
          "local7");

  private static final Setting<HostPort> ADDRESS =
      required("address", "The collector, `host:port`, IPv6 as `[v6]:port`.", Texts::hostPort);

  private static final Setting<Payload> FORMAT =
      Payload.setting(
          "What the message holds, of which the forms of JSON are often longer than 8 KiB (rsyslog"
              + " needs a larger `maxMessageSize`)",
          Payload.JSON,
          Payload.ECS,
          Payload.OCSF,
          Payload.CEF,
          Payload.LEEF);

  private static final Setting<Integer> FACILITY =
      optional("facility", "local0", "The facility, by its name.", SyslogConfig::facility);

  private static final Setting<Boolean> TLS =
      optional(
          "tls",
          "false",
          "Whether the connection is encrypted (RFC 5425); the certificate must name the host of"
              + " `address`.",
          Texts::flag);

  private static final Setting<Duration> TIMEOUT =
      optional(
          "timeout",
          "10s",
          "How long connecting, shaking hands, and sending a batch may take, each.",
          Texts::duration);

  private static final List<Setting<?>> SETTINGS =
      Setting.together(List.of(ADDRESS, FORMAT, FACILITY, TLS), TlsSettings.ALL, List.of(TIMEOUT));

  public static final DestinationType TYPE =
      new DestinationType(
          "syslog",
          "Every revision as a message of syslog (RFC 5424), octet-counted, over TCP or TLS. Syslog"
              + " has no acknowledgement: what a collector has received and not stored when it"
              + " fails is lost, and nobody is told.",
          Children.WITHDRAW,
          SETTINGS,
          SyslogConfig::read);

  private static Optional<DestinationConfig> read(Settings settings) {
    Optional<HostPort> address = settings.get(ADDRESS);
    Payload payload = settings.get(FORMAT).orElseThrow();
    int facility = settings.get(FACILITY).orElseThrow();
    Duration timeout = settings.get(TIMEOUT).orElseThrow();
    boolean encrypted = settings.get(TLS).orElseThrow();
    Optional<TlsConfig> tls = TlsSettings.read(settings, encrypted);
    return address.map(to -> new SyslogConfig(to, tls, payload, facility, timeout));
  }

  private static int facility(String text) {
    int number = FACILITIES.indexOf(text);
    if (number < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is none of " + String.join(", ", FACILITIES));
    }
    return number;
  }

  @Override
  public Destination open(String name) {
    return new SyslogDestination(name, this);
  }
}
