package org.ikewatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

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
import org.ikewatch.schemas.AuditRecord;

/**
 * A relay of Debian's, rsyslog or syslog-ng, that follows an audit file of five lines in a
 * directory of its own and sends them to an ingestor. Where the relay is not there, the test is
 * skipped.
 */
final class Relay {
  private static final Path RSYSLOG = Path.of("/usr/sbin/rsyslogd");
  private static final String LIBRARIES =
      "usr/lib/"
          + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64")
          + "-linux-gnu";
  private static final Path RSYSLOG_MODULES = Path.of("/", LIBRARIES, "rsyslog");

  /** Where syslog-ng's packages are unpacked, for it cannot be installed beside rsyslog. */
  private static final Path SYSLOG_NG =
      Path.of(System.getenv().getOrDefault("IKEWATCH_SYSLOG_NG", "/"));

  private final Path directory;
  private final RunningIngestor ingestor;
  private final int input;
  private Optional<Process> process = Optional.empty();

  /** Not started yet. */
  Relay(Path directory, RunningIngestor ingestor) throws IOException {
    this.directory = directory;
    this.ingestor = ingestor;
    this.input = freePort();
    Files.writeString(
        directory.resolve("audit.txt"),
        """
        Msg: 221 From: IKMPD Lvl: DEBUG Date: Fri Feb 20 23:00:04 2009
        Event: local 10.1.1.1/500 - remote 10.2.2.2/500:ike_sa 40079580 sta
        te INI_IKE_SA_INIT_SENT -> DYING
        Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002
        Event: MM negotiation timeout, src 15.2.2.2
        """);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Sends these messages to the relay's own input, as soon as it listens there. */
  void send(String... messages) {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), input)) {
                String lines = String.join("\n", messages) + "\n";
                socket.getOutputStream().write(lines.getBytes(UTF_8));
              }
              return true;
            });
  }

  void stop() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroy();
      if (!process.get().waitFor(20, TimeUnit.SECONDS)) {
        process.get().destroyForcibly();
      }
    }
  }

  void assertEverythingArrives() {
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
        .replace("$INPUT", String.valueOf(input))
        .replace("$UDP", String.valueOf(ingestor.udp().getPort()))
        .replace("$TCP", String.valueOf(ingestor.tcp().getPort()))
        .replace("$TLS", String.valueOf(ingestor.tls().getPort()))
        .replace("$RELP", String.valueOf(ingestor.relp().getPort()));
  }

  private void start(ProcessBuilder command) throws IOException {
    process =
        Optional.of(
            command
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("relay.log").toFile())
                .start());
  }

  /** Has rsyslog follow the file, and do this with its lines; it needs this module. */
  void rsyslog(String module, String action) throws IOException {
    startRsyslog(
        module,
        """
        module(load="imfile")
        input(type="imfile" file="$DIR/audit.txt" tag="ikmpd:" facility="local3")
        """
            + action);
  }

  /** Has rsyslog do this with what it gets at its own input. */
  void forwardingRsyslog(String action) throws IOException {
    startRsyslog(
        "imtcp",
        """
        module(load="imtcp")
        input(type="imtcp" port="$INPUT" address="127.0.0.1")
        """
            + action);
  }

  /** Starts rsyslog with these rules; it needs this module. */
  void startRsyslog(String module, String rules) throws IOException {
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

  /** Has syslog-ng follow the file, and send its lines there. */
  void syslogNg(String destination) throws IOException {
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

  /** Has syslog-ng send what it gets at its own input there. */
  void forwardingSyslogNg(String options, String destination) throws IOException {
    startSyslogNg(
        """
        options { OPTIONS };
        source input { network(ip("127.0.0.1") port($INPUT) transport("tcp")); };
        destination ikewatch { DESTINATION };
        log { source(input); destination(ikewatch); };
        """
            .replace("OPTIONS", options)
            .replace("DESTINATION", destination));
  }

  /** Starts syslog-ng with these rules. */
  void startSyslogNg(String rules) throws IOException {
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
}
