package org.ikewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ikewatch.schemas.AuditRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against the relays of Debian, rsyslog and syslog-ng, which follow an audit file. Where one of
 * them is not there, its tests are skipped.
 */
class RealRelaysTest {
  private static final Path RSYSLOG = Path.of("/usr/sbin/rsyslogd");
  private static final String LIBRARIES =
      "usr/lib/"
          + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64")
          + "-linux-gnu";
  private static final Path RSYSLOG_MODULES = Path.of("/", LIBRARIES, "rsyslog");

  /** Where syslog-ng's packages are unpacked, for it cannot be installed beside rsyslog. */
  private static final Path SYSLOG_NG =
      Path.of(System.getenv().getOrDefault("IKEWATCH_SYSLOG_NG", "/"));

  private static final Path PAGE = Path.of("README.md");

  private static final String CLIENT_TLS =
      """
      global(
        defaultNetstreamDriverCAFile="$DIR/ca.pem"
        defaultNetstreamDriverCertFile="$DIR/client.pem"
        defaultNetstreamDriverKeyFile="$DIR/client.key"
      )
      """;

  @TempDir private Path directory;
  private RunningIngestor ingestor;
  private Process relay;

  @BeforeEach
  void start() throws Exception {
    TestPki pki = new TestPki(directory, Algorithm.rsa2048);
    pki.store("server", pki.issue("localhost", "localhost"));
    pki.store("client", pki.issue("hpux042", "hpux042.example.com"));
    Files.writeString(
        directory.resolve("audit.txt"),
        """
        Msg: 221 From: IKMPD Lvl: DEBUG Date: Fri Feb 20 23:00:04 2009
        Event: local 10.1.1.1/500 - remote 10.2.2.2/500:ike_sa 40079580 sta
        te INI_IKE_SA_INIT_SENT -> DYING
        Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002
        Event: MM negotiation timeout, src 15.2.2.2
        """);
    ingestor =
        RunningIngestor.with(
            Map.of(
                "ingest.hold", "2s",
                "ingest.relp.listen", "127.0.0.1:0",
                "ingest.tls.listen", "127.0.0.1:0",
                "ingest.tls.certificate", pki.file("server.pem"),
                "ingest.tls.key", pki.file("server.key"),
                "ingest.tls.client.ca", pki.file("ca.pem"),
                "ingest.tls.client.names", "*.example.com"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (relay != null) {
      relay.destroy();
      if (!relay.waitFor(20, TimeUnit.SECONDS)) {
        relay.destroyForcibly();
      }
    }
    ingestor.close();
  }

  private void assertEverythingArrives() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(ingestor.counts())
                    .as(() -> "what the relay says: " + said())
                    .isEqualTo(new IngestMetrics.Counts(5, 5, 0, 0, 0)));
    assertThat(ingestor.published().records())
        .extracting(AuditRecord::getSignal)
        .containsExactly("IKEV2_STATE", "MM_TIMEOUT");
    assertThat(ingestor.published().records())
        .extracting(AuditRecord::getFlags)
        .containsExactly(List.of("WRAPPED"), List.of());
  }

  private String said() {
    try {
      return Files.readString(directory.resolve("relay.log"));
    } catch (IOException e) {
      return "nothing (" + e + ")";
    }
  }

  private String filledIn(String text) {
    return text.replace("$DIR", directory.toString())
        .replace("$UDP", String.valueOf(ingestor.udp().getPort()))
        .replace("$TCP", String.valueOf(ingestor.tcp().getPort()))
        .replace("$TLS", String.valueOf(ingestor.tls().getPort()))
        .replace("$RELP", String.valueOf(ingestor.relp().getPort()));
  }

  /** The configuration that the page for operators gives, with this first line. */
  private String ofThePage(String firstLine) throws IOException {
    Matcher block =
        Pattern.compile("```\n" + Pattern.quote(firstLine) + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).as(firstLine).isTrue();
    return block
        .group(1)
        .replace("/var/log/ipsec/audit.txt", "$DIR/audit.txt")
        .replace("/etc/ikewatch/", "$DIR/")
        .replace("target=\"ikewatch.example.com\"", "target=\"127.0.0.1\"")
        .replace("ikewatch.example.com", "localhost")
        .replace("2514", "$RELP")
        .replace("6514", "$TLS");
  }

  private void start(ProcessBuilder command) throws IOException {
    relay =
        command
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("relay.log").toFile())
            .start();
  }

  private void rsyslog(String module, String action) throws IOException {
    startRsyslog(
        module,
        """
        module(load="imfile")
        input(type="imfile" file="$DIR/audit.txt" tag="ikmpd:" facility="local3")
        """
            + action);
  }

  private void startRsyslog(String module, String rules) throws IOException {
    assumeThat(RSYSLOG).exists();
    assumeThat(RSYSLOG_MODULES.resolve(module + ".so")).exists();
    Path configuration =
        Files.writeString(
            directory.resolve("rsyslog.conf"),
            filledIn(
                """
                global(workDirectory="$DIR" processInternalMessages="on")
                if $programname == "rsyslogd" then {
                  action(type="omfile" file="$DIR/relay.log")
                  stop
                }
                """
                    + rules));
    start(
        new ProcessBuilder(
            RSYSLOG.toString(),
            "-n",
            "-f",
            configuration.toString(),
            "-i",
            directory.resolve("rsyslogd.pid").toString()));
  }

  @ParameterizedTest
  @CsvSource({"RELP, omrelp", "TLS, lmnsd_gtls"})
  void shouldReadWhatRsyslogForwardsAsThePageSays(String transport, String module)
      throws IOException {
    // Given
    String rules = ofThePage("# /etc/rsyslog.d/ikewatch.conf, " + transport);

    // When
    startRsyslog(module, rules);

    // Then
    assertEverythingArrives();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "protocol=\"udp\" port=\"$UDP\"",
        "protocol=\"tcp\" port=\"$TCP\" tcp_framing=\"traditional\"",
        "protocol=\"tcp\" port=\"$TCP\" tcp_framing=\"octet-counted\"",
        "protocol=\"tcp\" port=\"$TCP\" tcp_framing=\"octet-counted\""
            + " template=\"RSYSLOG_SyslogProtocol23Format\"",
      })
  void shouldReadWhatRsyslogForwards(String how) throws IOException {
    // Given
    String action = "action(type=\"omfwd\" target=\"127.0.0.1\" " + how + ")";

    // When
    rsyslog("imfile", action);

    // Then
    assertEverythingArrives();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gtls", "ossl"})
  void shouldReadWhatRsyslogForwardsOverMutualTls(String driver) throws IOException {
    // Given
    String action =
        CLIENT_TLS
            + """
            action(type="omfwd" target="127.0.0.1" port="$TLS" protocol="tcp"
              tcp_framing="octet-counted" streamDriver="DRIVER" streamDriverMode="1"
              streamDriverAuthMode="x509/name" streamDriverPermittedPeers="localhost")
            """
                .replace("DRIVER", driver);

    // When
    rsyslog("lmnsd_" + driver, action);

    // Then
    assertEverythingArrives();
  }

  @Test
  void shouldAcknowledgeWhatRsyslogSendsOverRelp() throws IOException {
    // Given
    String action =
        """
        module(load="omrelp")
        action(type="omrelp" target="127.0.0.1" port="$RELP")
        """;

    // When
    rsyslog("omrelp", action);

    // Then
    assertEverythingArrives();
    ingestor.awaitMeter("relp_acknowledged_messages", 5);
  }

  @Test
  void shouldAcknowledgeALongFileOverRelp() throws IOException {
    // Given
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append(Samples.record(i).replaceFirst(".*ikmpd: ", "")).append('\n');
    }
    Files.writeString(directory.resolve("audit.txt"), lines);

    // When
    rsyslog(
        "omrelp",
        """
        module(load="omrelp")
        action(type="omrelp" target="127.0.0.1" port="$RELP")
        """);

    // Then
    ingestor.awaitMeter("relp_acknowledged_messages", 20_000);
    assertThat(ingestor.counts()).isEqualTo(new IngestMetrics.Counts(20_000, 20_000, 0, 0, 0));
  }

  private void syslogNg(String destination) throws IOException {
    startSyslogNg(
        """
        source audit {
          file("$DIR/audit.txt" flags(no-parse) program-override("ikmpd"));
        };
        destination ikewatch { DESTINATION };
        log { source(audit); destination(ikewatch); };
        """
            .replace("DESTINATION", destination));
  }

  private void startSyslogNg(String rules) throws IOException {
    Path program = SYSLOG_NG.resolve("usr/sbin/syslog-ng");
    assumeThat(program).exists();
    Path modules = SYSLOG_NG.resolve("usr/lib/syslog-ng/3.38");
    Path configuration =
        Files.writeString(
            directory.resolve("syslog-ng.conf"), filledIn("@version: 3.38\n" + rules));
    ProcessBuilder command =
        new ProcessBuilder(
            program.toString(),
            "--foreground",
            "--no-caps",
            "--cfgfile=" + configuration,
            "--persist-file=" + directory.resolve("persist"),
            "--pidfile=" + directory.resolve("pid"),
            "--control=" + directory.resolve("ctl"),
            "--module-path=" + modules);
    Path libraries = SYSLOG_NG.resolve("usr/lib");
    command
        .environment()
        .put(
            "LD_LIBRARY_PATH",
            String.join(
                ":",
                SYSLOG_NG.resolve(LIBRARIES).toString(),
                SYSLOG_NG.resolve(LIBRARIES.substring("usr/".length())).toString(),
                libraries.resolve("syslog-ng").toString(),
                modules.toString()));
    start(command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network(\"127.0.0.1\" port($UDP) transport(\"udp\"));",
        "network(\"127.0.0.1\" port($TCP) transport(\"tcp\"));",
        "syslog(\"127.0.0.1\" port($UDP) transport(\"udp\"));",
        "syslog(\"127.0.0.1\" port($TCP) transport(\"tcp\"));",
        "syslog(\"localhost\" port($TLS) transport(\"tls\") tls(ca-file(\"$DIR/ca.pem\")"
            + " cert-file(\"$DIR/client.pem\") key-file(\"$DIR/client.key\")"
            + " peer-verify(required-trusted)));",
      })
  void shouldReadWhatSyslogNgForwards(String destination) throws IOException {
    // Given

    // When
    syslogNg(destination);

    // Then
    assertEverythingArrives();
  }

  @Test
  void shouldReadWhatSyslogNgForwardsAsThePageSays() throws IOException {
    // Given
    String rules = ofThePage("# /etc/syslog-ng/conf.d/ikewatch.conf");

    // When
    startSyslogNg(rules);

    // Then
    assertEverythingArrives();
  }
}
