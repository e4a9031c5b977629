package org.ikewatch.sink.siem.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.ikewatch.sink.Samples.incident;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.Texts.HostPort;
import org.ikewatch.sink.siem.mapping.Payload;
import org.ikewatch.sink.siem.tls.TlsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Debian's rsyslog as the collector; where it is not there, its tests are skipped. */
class RsyslogCollectorTest {
  private static final Path RSYSLOG = Path.of("/usr/sbin/rsyslogd");
  private static final Path MODULES =
      Path.of(
          "/usr/lib",
          (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64") + "-linux-gnu",
          "rsyslog");
  private static final Duration GENEROUS = Duration.ofSeconds(30);
  private static final Optional<TlsConfig> CLEAR = Optional.empty();

  @TempDir private Path directory;
  private Process collector;
  private int port;

  @AfterEach
  void stop() throws InterruptedException {
    if (collector != null) {
      collector.destroy();
      if (!collector.waitFor(20, TimeUnit.SECONDS)) {
        collector.destroyForcibly();
      }
    }
  }

  private void rsyslog(String global, String input) throws IOException {
    assumeThat(RSYSLOG).exists();
    assumeThat(MODULES.resolve("imtcp.so")).exists();
    if (port == 0) {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
    }
    Path configuration =
        Files.writeString(
            directory.resolve("rsyslog.conf"),
            """
            global(workDirectory="$DIR" maxMessageSize="64k" processInternalMessages="on" $GLOBAL)
            if $programname startswith "rsyslogd" then {
              action(type="omfile" file="$DIR/collector.log")
              stop
            }
            module(load="imtcp" $INPUT)
            input(type="imtcp" address="127.0.0.1" port="$PORT")
            template(name="seen" type="string"
              string="%pri% %timestamp:::date-rfc3339% %hostname% %app-name% %msgid% %msg%\\n")
            action(type="omfile" file="$DIR/seen" template="seen" asyncWriting="off")
            """
                .replace("$GLOBAL", global)
                .replace("$INPUT", input)
                .replace("$DIR", directory.toString())
                .replace("$PORT", String.valueOf(port)));
    collector =
        new ProcessBuilder(
                RSYSLOG.toString(),
                "-n",
                "-f",
                configuration.toString(),
                "-i",
                directory.resolve("pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    await().atMost(GENEROUS).until(this::listens);
  }

  private boolean listens() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private Destination destination(Optional<TlsConfig> tls, String host, Payload payload) {
    return new SyslogConfig(new HostPort(host, port), tls, payload, 16, GENEROUS).open("siem");
  }

  private void thenSeen(String... lines) {
    await()
        .atMost(GENEROUS)
        .untilAsserted(
            () ->
                assertThat(directory.resolve("seen"))
                    .exists()
                    .content(UTF_8)
                    .isEqualTo(String.join("\n", lines) + "\n"));
  }

  private static String line(Payload payload, Incident incident) {
    return "131 2002-03-15T07:14:18Z hpux042 ikewatch MM_FAILURE " + payload.line(incident);
  }

  private static Incident hostile() {
    Incident incident = incident("hostile", 1);
    incident.getEvidence().get(0).setText("a=b \\ |^ \r\n<0>1 forged \t\u001b \u20ac");
    return incident;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CIM")
  void shouldBeReadAsItWasWritten(Payload payload) throws IOException {
    // Given
    rsyslog("", "");

    // When
    try (Destination siem = destination(CLEAR, "127.0.0.1", payload)) {
      siem.deliver(List.of(incident("a", 1), hostile()));
      siem.deliver(List.of(incident("a", 2)));
    }

    // Then
    thenSeen(
        line(payload, incident("a", 1)), line(payload, hostile()), line(payload, incident("a", 2)));
  }

  @Test
  void shouldComeBackAfterTheCollectorWasAway() throws Exception {
    // Given
    rsyslog("", "");
    try (Destination siem = destination(CLEAR, "127.0.0.1", Payload.CEF)) {
      siem.deliver(List.of(incident("a", 1)));
      thenSeen(line(Payload.CEF, incident("a", 1)));
      stop();

      // When, Then
      assertThatThrownBy(() -> siem.deliver(List.of(incident("a", 2))))
          .isInstanceOf(DeliveryException.Retriable.class);
      rsyslog("", "");
      siem.deliver(List.of(incident("a", 2)));
      thenSeen(line(Payload.CEF, incident("a", 1)), line(Payload.CEF, incident("a", 2)));
    }
  }

  private void store(String name, X509Bundle bundle) throws IOException {
    Files.writeString(directory.resolve(name + ".pem"), bundle.getCertificatePathPEM());
    Files.writeString(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM());
  }

  private void tlsCollector(String driver) throws Exception {
    X509Bundle authority =
        new CertificateBuilder()
            .subject("CN=IKEwatch test CA")
            .setIsCertificateAuthority(true)
            .rsa2048()
            .buildSelfSigned();
    store("ca", authority);
    for (String name : List.of("localhost", "sink")) {
      store(
          name,
          new CertificateBuilder()
              .subject("CN=" + name)
              .rsa2048()
              .addSanDnsName(name)
              .buildIssuedBy(authority));
    }
    rsyslog(
        """
        defaultNetstreamDriverCAFile="$DIR/ca.pem" defaultNetstreamDriverCertFile="$DIR/localhost.pem"
        defaultNetstreamDriverKeyFile="$DIR/localhost.key"
        """,
        """
        streamDriver.name="DRIVER" streamDriver.mode="1" streamDriver.authMode="x509/name"
        permittedPeer="sink"
        """
            .replace("DRIVER", driver));
  }

  private Optional<Path> file(String name) {
    return Optional.of(directory.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gtls", "ossl"})
  void shouldSpeakMutualTls(String driver) throws Exception {
    // Given
    assumeThat(MODULES.resolve("lmnsd_" + driver + ".so")).exists();
    tlsCollector(driver);
    TlsConfig tls = new TlsConfig(file("ca.pem"), file("sink.pem"), file("sink.key"));

    // When
    try (Destination siem = destination(Optional.of(tls), "localhost", Payload.JSON)) {
      siem.deliver(List.of(incident("a", 1)));
      siem.deliver(List.of(incident("a", 2)));
    }

    // Then
    thenSeen(line(Payload.JSON, incident("a", 1)), line(Payload.JSON, incident("a", 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gtls", "ossl"})
  void shouldNotTakeARefusedCertificateForADelivery(String driver) throws Exception {
    // Given
    assumeThat(MODULES.resolve("lmnsd_" + driver + ".so")).exists();
    tlsCollector(driver);
    TlsConfig nobody = new TlsConfig(file("ca.pem"), Optional.empty(), Optional.empty());

    // When, Then
    assertRefused(nobody);
  }

  /** The driver with GnuTLS alone: the other does not look at a client's name. */
  @Test
  void shouldNotTakeARefusedNameForADelivery() throws Exception {
    // Given
    assumeThat(MODULES.resolve("lmnsd_gtls.so")).exists();
    tlsCollector("gtls");

    // When, Then
    assertRefused(new TlsConfig(file("ca.pem"), file("localhost.pem"), file("localhost.key")));
  }

  private void assertRefused(TlsConfig tls) {
    try (Destination siem = destination(Optional.of(tls), "localhost", Payload.JSON)) {
      assertThatThrownBy(() -> siem.deliver(List.of(incident("a", 1))))
          .isInstanceOf(DeliveryException.Retriable.class);
    }
    assertThat(directory.resolve("seen")).doesNotExist();
  }

  @Test
  void shouldNotTalkToACollectorOfAnotherName() throws Exception {
    // Given
    assumeThat(MODULES.resolve("lmnsd_ossl.so")).exists();
    tlsCollector("ossl");
    TlsConfig tls = new TlsConfig(file("ca.pem"), file("sink.pem"), file("sink.key"));

    // When, Then
    try (Destination siem = destination(Optional.of(tls), "127.0.0.1", Payload.JSON)) {
      assertThatThrownBy(() -> siem.deliver(List.of(incident("a", 1))))
          .isInstanceOf(DeliveryException.Retriable.class)
          .hasMessageContaining("127.0.0.1");
    }
  }
}
