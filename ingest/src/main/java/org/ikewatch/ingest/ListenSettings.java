package org.ikewatch.ingest;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ikewatch.ingest.listen.Limits;
import org.ikewatch.ingest.listen.ListenConfig;
import org.ikewatch.ingest.listen.Networks;
import org.ikewatch.ingest.listen.tls.TlsConfig;

/** The settings of what listens, in the order of the reference page. */
final class ListenSettings {
  private static final SettingList DECLARED = new SettingList();
  private static final String OFF = "off";
  private static final int LARGEST_DATAGRAM = 65_535;

  static final Setting<ListenAddress> UDP =
      DECLARED.setting(
          "ingest.udp.listen",
          "0.0.0.0:5514",
          "Where syslog datagrams arrive (RFC 5426), as `host:port`, `[v6]:port` or `off`;"
              + " `[::]:port` takes IPv4 and IPv6.",
          ListenAddress::parse);

  static final Setting<Integer> UDP_SOCKETS =
      DECLARED.setting(
          "ingest.udp.sockets",
          "2",
          "How many sockets share the datagrams on Linux, each with a thread; all datagrams of one"
              + " sender go to the same.",
          Settings::count);

  static final Setting<Integer> UDP_BUFFER =
      DECLARED.setting(
          "ingest.udp.buffer",
          "4MiB",
          "What the kernel may queue for each of these sockets; at most `net.core.rmem_max`.",
          Settings::size);

  static final Setting<Integer> UDP_QUEUE =
      DECLARED.setting(
          "ingest.udp.queue",
          "16MiB",
          "What each of these sockets may have received and not read yet, `64KiB` or more: a burst"
              + " waits there. Beyond it the kernel's buffer fills, and then the kernel drops.",
          ListenSettings::queue);

  static final Setting<ListenAddress> TCP =
      DECLARED.setting(
          "ingest.tcp.listen",
          "0.0.0.0:5514",
          "Where syslog streams arrive (RFC 6587, octet-counted or by line), or `off`.",
          ListenAddress::parse);

  static final Setting<ListenAddress> TLS =
      DECLARED.setting(
          "ingest.tls.listen",
          OFF,
          "Where encrypted syslog streams arrive (RFC 5425, usually port 6514), or `off`.",
          ListenAddress::parse);

  static final Setting<String> CERTIFICATE =
      DECLARED.setting(
          "ingest.tls.certificate",
          "",
          "Our certificate and those that lead to its CA, a PEM file.",
          Function.identity());

  static final Setting<String> KEY =
      DECLARED.setting(
          "ingest.tls.key",
          "",
          "The private key of our certificate, a PEM file: PKCS#8, not encrypted.",
          Function.identity());

  static final Setting<String> CLIENT_CA =
      DECLARED.setting(
          "ingest.tls.client.ca",
          "",
          "The CAs of senders' certificates, a PEM file; with it, every sender needs a certificate."
              + " Empty: none needs one.",
          Function.identity());

  static final Setting<List<String>> CLIENT_NAMES =
      DECLARED.setting(
          "ingest.tls.client.names",
          "",
          "The senders that are let in, comma-separated, as their certificates name them (RFC 5425"
              + " section 5.2), such as `hpux042.example.com`, `*.example.com` or an address."
              + " Empty: all that the CAs vouch for.",
          ListenSettings::list);

  static final Setting<Duration> TLS_RELOAD =
      DECLARED.setting(
          "ingest.tls.reload",
          "30s",
          "How often the certificate files are looked at; a good new certificate is used from then"
              + " on, a bad one is reported and the old one stays in use.",
          Settings::duration);

  static final Setting<Duration> TLS_HANDSHAKE =
      DECLARED.setting(
          "ingest.tls.handshake.timeout",
          "10s",
          "How long a sender may take over the TLS handshake.",
          Settings::duration);

  static final Setting<ListenAddress> RELP =
      DECLARED.setting(
          "ingest.relp.listen",
          OFF,
          "Where RELP streams arrive (usually port 2514), or `off`. A message is acknowledged when"
              + " the broker or the spool has it.",
          ListenAddress::parse);

  static final Setting<Boolean> RELP_TLS =
      DECLARED.setting(
          "ingest.relp.tls",
          "false",
          "Whether RELP is encrypted, with the certificates of `ingest.tls`.",
          Settings::flag);

  static final Setting<Networks> SENDERS_ALLOWED =
      DECLARED.setting(
          "ingest.senders.allowed",
          "",
          "The networks anything is taken from, comma-separated, such as `10.0.0.0/8,"
              + " 2001:db8::/32`; others' connections are closed and their datagrams dropped with"
              + " reason SENDER_NOT_ALLOWED. Empty: all.",
          Networks::parse);

  static final Setting<Integer> SENDER_RATE =
      DECLARED.setting(
          "ingest.sender.rate",
          OFF,
          "Lines per second that one address may send, five seconds' worth at once, or `off`."
              + " Streams beyond it are read more slowly; datagrams are dropped with reason"
              + " RATE_LIMITED.",
          text -> text.equals(OFF) ? 0 : Settings.count(text));

  static final Setting<Integer> CONNECTIONS_MAX =
      DECLARED.setting(
          "ingest.connections.max",
          "10000",
          "How many connections there may be, over all streams; further ones are closed at once.",
          Settings::count);

  static final Setting<Integer> CONNECTIONS_SENDER_MAX =
      DECLARED.setting(
          "ingest.connections.sender.max",
          "1000",
          "How many connections one address may have; further ones are closed at once.",
          Settings::count);

  static final Setting<Duration> IDLE_TIMEOUT =
      DECLARED.setting(
          "ingest.idle.timeout",
          "10m",
          "After how long without a byte a connection is ended, or `off`.",
          text -> text.equals(OFF) ? Duration.ZERO : Settings.duration(text));

  static final Setting<Duration> LINE_TIMEOUT =
      DECLARED.setting(
          "ingest.line.timeout",
          "30s",
          "How long a message may be unfinished before its connection is ended; the beginning is"
              + " rejected with reason CONNECTION_CUT where it makes no record.",
          Settings::duration);

  static final Setting<Integer> UNFINISHED_MAX =
      DECLARED.setting(
          "ingest.unfinished.max",
          "64MiB",
          "How much the unfinished messages of all connections may take; beyond it, connections"
              + " that hold more than their share are ended.",
          Settings::size);

  /** All of them. */
  static final List<Setting<?>> ALL = DECLARED.all();

  private ListenSettings() {}

  static ListenConfig read(Settings settings) {
    return new ListenConfig(
        settings.get(UDP),
        settings.get(UDP_SOCKETS),
        settings.get(UDP_BUFFER),
        settings.get(UDP_QUEUE),
        settings.get(TCP),
        settings.get(TLS),
        settings.get(RELP),
        settings.get(RELP_TLS),
        new TlsConfig(
            settings.get(CERTIFICATE),
            settings.get(KEY),
            settings.get(CLIENT_CA),
            settings.get(CLIENT_NAMES),
            settings.get(TLS_RELOAD),
            settings.get(TLS_HANDSHAKE)),
        new Limits(
            settings.get(SENDERS_ALLOWED),
            settings.get(SENDER_RATE),
            settings.get(CONNECTIONS_MAX),
            settings.get(CONNECTIONS_SENDER_MAX),
            settings.get(IDLE_TIMEOUT),
            settings.get(LINE_TIMEOUT),
            settings.get(UNFINISHED_MAX)));
  }

  private static int queue(String text) {
    int bytes = Settings.size(text);
    if (bytes < LARGEST_DATAGRAM) {
      throw new IllegalArgumentException("'" + text + "' has no room for the largest datagram");
    }
    return bytes;
  }

  private static List<String> list(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }
}
