package org.ikewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

/** Against the relays of Debian, rsyslog and syslog-ng, which follow an audit file. */
class RealRelaysTest {
  private static final Path PAGE = Path.of("README.md");

  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
  private static final String EVENT = "Event: MM negotiation timeout, src 15.2.2.2";
  private static final String CLIENT_TLS =
      """
      global(
        defaultNetstreamDriverCAFile="$DIR/ca.pem"
        defaultNetstreamDriverCertFile="$DIR/client.pem"
        defaultNetstreamDriverKeyFile="$DIR/client.key"
      )
      """;

  @TempDir private Path directory;
  private TestPki pki;
  private RunningIngestor ingestor;
  private Relay relay;

  @BeforeEach
  void start() throws Exception {
    pki = new TestPki(directory, Algorithm.rsa2048);
    pki.store("server", pki.issue("localhost", "localhost"));
    pki.store("client", pki.issue("hpux042", "hpux042.example.com"));
    start(Map.of());
  }

  private void start(Map<String, String> further) throws IOException {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "ingest.hold", "2s",
                "ingest.relp.listen", "127.0.0.1:0",
                "ingest.tls.listen", "127.0.0.1:0",
                "ingest.tls.certificate", pki.file("server.pem"),
                "ingest.tls.key", pki.file("server.key"),
                "ingest.tls.client.ca", pki.file("ca.pem"),
                "ingest.tls.client.names", "*.example.com"));
    settings.putAll(further);
    ingestor = RunningIngestor.with(settings);
    relay = new Relay(directory, ingestor);
  }

  private void restart(Map<String, String> further) throws Exception {
    stop();
    start(further);
  }

  @AfterEach
  void stop() throws InterruptedException {
    relay.stop();
    ingestor.close();
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

  @ParameterizedTest
  @CsvSource({"RELP, omrelp", "TLS, lmnsd_gtls"})
  void shouldReadWhatRsyslogForwardsAsThePageSays(String transport, String module)
      throws IOException {
    // Given
    String rules = ofThePage("# /etc/rsyslog.d/ikewatch.conf, " + transport);

    // When
    relay.startRsyslog(module, rules);

    // Then
    relay.assertEverythingArrives();
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
    relay.rsyslog("imfile", action);

    // Then
    relay.assertEverythingArrives();
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
    relay.rsyslog("lmnsd_" + driver, action);

    // Then
    relay.assertEverythingArrives();
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
    relay.rsyslog("omrelp", action);

    // Then
    relay.assertEverythingArrives();
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
    relay.rsyslog(
        "omrelp",
        """
        module(load="omrelp")
        action(type="omrelp" target="127.0.0.1" port="$RELP")
        """);

    // Then
    ingestor.awaitMeter("relp_acknowledged_messages", 20_000);
    assertThat(ingestor.counts()).isEqualTo(new IngestMetrics.Counts(20_000, 20_000, 0, 0, 0));
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
    relay.syslogNg(destination);

    // Then
    relay.assertEverythingArrives();
  }

  @Test
  void shouldReadWhatSyslogNgForwardsAsThePageSays() throws IOException {
    // Given
    String rules = ofThePage("# /etc/syslog-ng/conf.d/ikewatch.conf");

    // When
    relay.startSyslogNg(rules);

    // Then
    relay.assertEverythingArrives();
  }

  @Test
  void shouldAcknowledgeWhatRsyslogSendsOverEncryptedRelp() throws Exception {
    // Given
    restart(Map.of("ingest.relp.tls", "true"));

    // When
    relay.rsyslog(
        "omrelp",
        """
        module(load="omrelp" tls.tlslib="openssl")
        action(type="omrelp" target="127.0.0.1" port="$RELP" tls="on"
          tls.caCert="$DIR/ca.pem" tls.myCert="$DIR/client.pem" tls.myPrivKey="$DIR/client.key"
          tls.authMode="name" tls.permittedPeer="localhost")
        """);

    // Then
    relay.assertEverythingArrives();
    ingestor.awaitMeter("relp_acknowledged_messages", 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "omfwd\" protocol=\"udp\" port=\"$UDP",
        "omfwd\" protocol=\"tcp\" port=\"$TCP",
        "omrelp\" port=\"$RELP"
      })
  void shouldReadWhatRsyslogSendsOverIpv6(String how) throws Exception {
    // Given
    assumeThat(Path.of("/proc/net/if_inet6")).exists();
    restart(
        Map.of(
            "ingest.udp.listen", "[::1]:0",
            "ingest.tcp.listen", "[::1]:0",
            "ingest.relp.listen", "[::1]:0"));

    // When
    relay.rsyslog(
        "omrelp", "module(load=\"omrelp\")\naction(type=\"" + how + "\" target=\"::1\")\n");

    // Then
    relay.assertEverythingArrives();
    assertThat(ingestor.published().records())
        .extracting(AuditRecord::getSender)
        .containsOnly("::1");
  }

  @ParameterizedTest
  @CsvSource({
    "RSYSLOG_TraditionalForwardFormat, on",
    "RSYSLOG_ForwardFormat, on",
    "RSYSLOG_SyslogProtocol23Format, on",
    "RSYSLOG_TraditionalFileFormat, on",
    "RSYSLOG_FileFormat, on",
    "RSYSLOG_SyslogProtocol23Format, off",
    "RSYSLOG_TraditionalForwardFormat, off"
  })
  void shouldReadTheMessagesOfSeveralLinesThatRsyslogMakes(String template, String escape)
      throws IOException {
    // Given
    String rules =
        """
        module(load="imfile")
        input(type="imfile" file="$DIR/audit.txt" tag="ikmpd:" facility="local3"
          startmsg.regex="^Msg:" readTimeout="1" escapeLF="ESCAPE")
        action(type="omfwd" target="127.0.0.1" protocol="tcp" port="$TCP" template="TEMPLATE")
        """;

    // When
    relay.startRsyslog("imfile", rules.replace("TEMPLATE", template).replace("ESCAPE", escape));

    // Then
    relay.assertEverythingArrives();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RSYSLOG_TraditionalForwardFormat",
        "RSYSLOG_ForwardFormat",
        "RSYSLOG_SyslogProtocol23Format",
        "RSYSLOG_TraditionalFileFormat",
        "RSYSLOG_FileFormat"
      })
  void shouldReadWhatRsyslogRelaysOfTheHosts(String template) throws IOException {
    // Given
    relay.forwardingRsyslog(
        """
        action(type="omfwd" target="127.0.0.1" protocol="tcp" port="$TCP" template="TEMPLATE")
        """
            .replace("TEMPLATE", template));

    // When
    relay.send(
        "<155>Mar 15 07:14:18 gw1 ikmpd: " + HEADER,
        "<155>Mar 15 07:14:18 gw1 ikmpd: " + EVENT,
        "<155>1 2002-03-15T07:14:19Z gw2 ikmpd - - - " + HEADER + " " + EVENT,
        "<155>Mar  5 07:14:18 gw3 ikmpd[4711]: " + HEADER + " " + EVENT);

    // Then
    ingestor.awaitAccounted(4);
    assertThat(ingestor.published().records())
        .extracting(AuditRecord::getHost, AuditRecord::getMsg, AuditRecord::getPeer)
        .containsExactlyInAnyOrder(
            tuple("gw1", 413L, "15.2.2.2"),
            tuple("gw2", 413L, "15.2.2.2"),
            tuple("gw3", 413L, "15.2.2.2"));
  }

  @Test
  void shouldCountTheRepetitionsThatRsyslogTells() throws IOException {
    // Given
    relay.forwardingRsyslog(
        """
        $RepeatedMsgReduction on
        action(type="omfwd" target="127.0.0.1" protocol="tcp" port="$TCP")
        """);

    // When
    sendRepetitions();

    // Then
    assertRepetitionsAreCounted();
  }

  private void sendRepetitions() {
    String event = "<155>Mar 15 07:14:18 gw1 ikmpd: " + EVENT;
    relay.send(
        "<155>Mar 15 07:14:18 gw1 ikmpd: " + HEADER,
        event,
        event,
        event,
        event,
        "<155>Mar 15 07:14:20 gw1 ikmpd: " + HEADER.replace("413", "414") + " " + EVENT);
  }

  private void assertRepetitionsAreCounted() {
    ingestor.awaitAccounted(4);
    assertThat(ingestor.published().records())
        .extracting(AuditRecord::getHost, AuditRecord::getSignal, RealRelaysTest::count)
        .containsExactly(
            tuple("gw1", "MM_TIMEOUT", null),
            tuple("gw1", "MESSAGE_REPEATED", "3"),
            tuple("gw1", "MM_TIMEOUT", null));
  }

  private static String count(AuditRecord one) {
    return one.getAttributes().get("count");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network(\"127.0.0.1\" port($TCP) transport(\"tcp\"));",
        "syslog(\"127.0.0.1\" port($TCP) transport(\"tcp\"));"
      })
  void shouldFindTheWriterAmongTheHostNamesThatSyslogNgChains(String destination)
      throws IOException {
    // Given
    relay.forwardingSyslogNg("chain-hostnames(yes); keep-hostname(no); use-dns(no);", destination);

    // When
    relay.send("<155>Mar 15 07:14:18 gw1 ikmpd: " + HEADER + " " + EVENT);

    // Then
    ingestor.awaitAccounted(1);
    assertThat(ingestor.published().records())
        .extracting(AuditRecord::getHost, AuditRecord::getSignal)
        .containsExactly(tuple("gw1", "MM_TIMEOUT"));
  }

  @Test
  void shouldCountTheRepetitionsThatSyslogNgSuppresses() throws IOException {
    // Given
    relay.forwardingSyslogNg(
        "keep-hostname(yes); use-dns(no);",
        "network(\"127.0.0.1\" port($TCP) transport(\"tcp\") suppress(2));");

    // When
    sendRepetitions();

    // Then
    assertRepetitionsAreCounted();
  }
}
