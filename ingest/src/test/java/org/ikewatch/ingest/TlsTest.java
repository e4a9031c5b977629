package org.ikewatch.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.ikewatch.ingest.listen.tls.TlsException;
import org.ikewatch.schemas.AuditRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  @TempDir private Path directory;
  private TestPki pki;
  private RunningIngestor ingestor;

  @BeforeEach
  void issue() throws Exception {
    pki = new TestPki(directory);
    pki.store("server", pki.issue("localhost", "localhost"));
  }

  @AfterEach
  void stop() {
    if (ingestor != null) {
      ingestor.close();
    }
  }

  private void start(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ingest.tls.listen", "127.0.0.1:0");
    settings.put("ingest.tls.certificate", pki.file("server.pem"));
    settings.put("ingest.tls.key", pki.file("server.key"));
    settings.put("ingest.tls.reload", "50ms");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    ingestor = RunningIngestor.with(settings);
  }

  private void startMutual(String... more) {
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "ingest.tls.client.ca";
    all[more.length + 1] = pki.file("ca.pem");
    start(all);
  }

  private SSLSocket connect(SSLContext sender) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            sender
                .getSocketFactory()
                .createSocket(ingestor.tls().getAddress(), ingestor.tls().getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  /** Sends a record; whoever is not let in may notice only later. */
  private void send(SSLContext sender, int number) throws IOException {
    try (SSLSocket socket = connect(sender)) {
      String message = Samples.record(number);
      socket.getOutputStream().write((message.length() + " " + message).getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }
  }

  private void assertRefused(SSLContext sender) {
    assertThatThrownBy(
            () -> {
              try (SSLSocket socket = connect(sender)) {
                socket.getOutputStream().write((Samples.record(9) + "\n").getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
                if (socket.getInputStream().read() < 0) {
                  throw new IOException("closed");
                }
              }
            })
        .isInstanceOf(IOException.class);
    await().until(() -> ingestor.meter("refused_connections", "TLS_HANDSHAKE") == 1);
    assertThat(ingestor.counts().received()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void shouldReadFramesOverTls(String version) throws Exception {
    // Given
    start();
    String message = Samples.record(1);

    // When
    try (SSLSocket socket = connect(pki.anonymous())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.getOutputStream().write((message.length() + " " + message).getBytes(ISO_8859_1));
      socket.getOutputStream().flush();

      // Then
      ingestor.awaitAccounted(1);
    }
    assertThat(ingestor.published().records())
        .extracting(AuditRecord::getText, AuditRecord::getSender)
        .containsExactly(tuple(Samples.text(1), "127.0.0.1"));
  }

  @Test
  void shouldSpeakRelpOverTls() throws Exception {
    // Given
    start("ingest.relp.listen", "127.0.0.1:0", "ingest.relp.tls", "true");
    Socket plain = RunningIngestor.connect(ingestor.relp(), "127.0.0.1");

    // When
    try (SSLSocket socket =
        (SSLSocket) pki.anonymous().getSocketFactory().createSocket(plain, "localhost", 0, true)) {
      socket.getOutputStream().write("1 open 14 relp_version=0\n".getBytes(ISO_8859_1));

      // Then
      assertThat(new String(socket.getInputStream().readNBytes(8), ISO_8859_1))
          .startsWith("1 rsp ");
    }
  }

  @Test
  void shouldLetInWhomTheCaVouchesFor() throws Exception {
    // Given
    startMutual();

    // When
    send(pki.sender(pki.issue("hpux042", "")), 1);

    // Then
    ingestor.awaitAccounted(1);
    assertThat(ingestor.published().texts()).containsExactly(Samples.text(1));
  }

  @Test
  void shouldNotLetInWhoHasNoCertificate() throws Exception {
    // Given
    startMutual();

    // When
    SSLContext sender = pki.anonymous();

    // Then
    assertRefused(sender);
  }

  @Test
  void shouldNotLetInWhomAnotherCaVouchesFor() throws Exception {
    // Given
    startMutual();
    TestPki other = new TestPki(Files.createDirectory(directory.resolve("other")));

    // When
    SSLContext sender = pki.sender(other.issue("hpux042", ""));

    // Then
    assertRefused(sender);
  }

  @Test
  void shouldNotLetInWhoseCertificateHasExpired() throws Exception {
    // Given
    startMutual();

    // When
    SSLContext sender = pki.sender(pki.issue("hpux042", "", Instant.now().minusSeconds(60)));

    // Then
    assertRefused(sender);
  }

  @ParameterizedTest
  @CsvSource({
    "hpux042.example.com, whatever, hpux042.example.com",
    "*.example.com, whatever, HPUX042.example.com",
    "hpux042.example.com, whatever, *.example.com",
    "'a.b.c, hpux042', hpux042, ''",
  })
  void shouldLetInWhoIsNamed(String names, String commonName, String dnsName) throws Exception {
    // Given
    startMutual("ingest.tls.client.names", names);

    // When
    send(pki.sender(pki.issue(commonName, dnsName)), 1);

    // Then
    ingestor.awaitAccounted(1);
  }

  @ParameterizedTest
  @CsvSource({
    "hpux042.example.com, hpux042.example.com, hpux043.example.com",
    "*.example.com, a.example.com, a.b.example.com",
    "*.example.com, example.com, ''",
    "hpux042, *, ''",
  })
  void shouldNotLetInWhoIsNotNamed(String names, String commonName, String dnsName)
      throws Exception {
    // Given
    startMutual("ingest.tls.client.names", names);

    // When
    SSLContext sender = pki.sender(pki.issue(commonName, dnsName));

    // Then
    assertRefused(sender);
  }

  @Test
  void shouldGiveUpAHandshakeThatTakesTooLong() throws Exception {
    // Given
    start("ingest.tls.handshake.timeout", "100ms");

    // When
    try (Socket socket = RunningIngestor.connect(ingestor.tls(), "127.0.0.1")) {
      // Then
      assertThat(socket.getInputStream().readAllBytes()).isNotNull();
    }
    ingestor.awaitMeter("open_connections", 0);
    assertThat(ingestor.meter("refused_connections", "TLS_HANDSHAKE")).isEqualTo(1);
  }

  @Test
  void shouldUseANewCertificateWithoutARestart() throws Exception {
    // Given
    start();
    X509Bundle next = pki.issue("localhost", "localhost", Instant.now().plus(Duration.ofDays(30)));
    assertThat(ingestor.meter("tls_certificate_expiry_seconds")).isLessThan(86_401);

    // When
    pki.store("server", next);

    // Then
    await().untilAsserted(() -> assertThat(presented()).isEqualTo(next.getCertificate()));
    assertThat(ingestor.meter("tls_certificate_expiry_seconds")).isGreaterThan(29 * 86_400.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "empty", "missing", "other key", "torn key", "expired"})
  void shouldKeepTheOldCertificateWhereTheNewIsBad(String kind) throws Exception {
    // Given
    start();
    X509Certificate old = presented();

    // When
    spoil(kind);

    // Then
    await()
        .during(Duration.ofMillis(300))
        .untilAsserted(() -> assertThat(presented()).isEqualTo(old));
    send(pki.anonymous(), 1);
    ingestor.awaitAccounted(1);
    var next = pki.issue("localhost", "localhost", Instant.now().plus(Duration.ofDays(30)));
    pki.store("server", next);
    await().untilAsserted(() -> assertThat(presented()).isEqualTo(next.getCertificate()));
  }

  private void spoil(String kind) throws Exception {
    switch (kind) {
      case "garbage" -> pki.write("server.pem", "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n");
      case "empty" -> pki.write("server.pem", "");
      case "missing" -> Files.delete(directory.resolve("server.key"));
      case "torn key" ->
          pki.write(
              "server.key",
              Files.readString(directory.resolve("server.key"))
                  .replaceFirst("(?s)=*\\s*-----END", "A\n-----END"));
      case "other key" -> pki.write("server.key", pki.issue("x", "").getPrivateKeyPEM());
      default -> pki.store("server", pki.issue("x", "", Instant.now().minusSeconds(60)));
    }
  }

  private X509Certificate presented() throws Exception {
    try (SSLSocket socket = connect(pki.anonymous())) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ingest.tls.certificate, server.key, holds no certificates",
    "ingest.tls.certificate, nowhere.pem, cannot be read",
    "ingest.tls.key, server.pem, openssl pkcs8 -topk8",
    "ingest.tls.key, other.key, is not the key of",
    "ingest.tls.client.ca, server.key, holds no certificates",
  })
  void shouldNotStartWithWhatCannotBeUsed(String key, String file, String wrong) throws Exception {
    // Given
    pki.write("other.key", pki.issue("x", "").getPrivateKeyPEM());

    // When

    // Then
    assertThatThrownBy(() -> start(key, pki.file(file)))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(file)
        .hasMessageContaining(wrong);
  }
}
