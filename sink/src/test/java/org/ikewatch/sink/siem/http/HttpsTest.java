package org.ikewatch.sink.siem.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.siem.tls.TlsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate is of a CA of its own, and that wants one of ours. */
class HttpsTest {
  @TempDir private Path directory;
  private X509Bundle authority;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    authority = authority();
    store("ca", authority);
    issue("localhost", authority);
    issue("sink", authority);
    SSLContext context =
        new TlsConfig(file("ca.pem"), file("localhost.pem"), file("localhost.key")).context();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static X509Bundle authority() throws Exception {
    return new CertificateBuilder()
        .subject("CN=IKEwatch test CA")
        .setIsCertificateAuthority(true)
        .rsa2048()
        .buildSelfSigned();
  }

  private void issue(String name, X509Bundle issuer) throws Exception {
    store(
        name,
        new CertificateBuilder()
            .subject("CN=" + name)
            .rsa2048()
            .addSanDnsName(name)
            .buildIssuedBy(issuer));
  }

  private void store(String name, X509Bundle bundle) throws IOException {
    Files.writeString(directory.resolve(name + ".pem"), bundle.getCertificatePathPEM());
    Files.writeString(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM());
  }

  private Optional<Path> file(String name) {
    return Optional.of(directory.resolve(name));
  }

  private HttpSender sender(String host, TlsConfig tls) {
    URI url = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
    return new HttpSender(
        new HttpConfig(url, Duration.ofSeconds(30), Optional.of(tls)), Clock.systemUTC());
  }

  private void send(HttpSender sender) {
    URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    sender.send(sender.request(url).GET().build());
  }

  private TlsConfig ours() {
    return new TlsConfig(file("ca.pem"), file("sink.pem"), file("sink.key"));
  }

  @Test
  void shouldSpeakMutualTlsWithACaOfItsOwn() {
    // When, Then
    send(sender("localhost", ours()));
  }

  @Test
  void shouldNotSpeakToAServerOfAnotherCa() {
    assertThatThrownBy(
            () ->
                send(
                    sender(
                        "localhost",
                        new TlsConfig(Optional.empty(), file("sink.pem"), file("sink.key")))))
        .isInstanceOf(DeliveryException.Retriable.class)
        .hasMessageContaining("cannot be reached: ")
        .hasMessageContaining("unable to find valid certification path");
  }

  @Test
  void shouldNotSpeakToAServerOfAnotherName() {
    // Given
    HttpSender sender = sender("127.0.0.1", ours());
    URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");

    // When, Then
    assertThatThrownBy(() -> sender.send(sender.request(url).GET().build()))
        .isInstanceOf(DeliveryException.Retriable.class)
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void shouldReadARenewedCertificateWithoutARestart() throws Exception {
    // Given
    issue("sink", authority());
    HttpSender sender = sender("localhost", ours());
    assertThatThrownBy(() -> send(sender)).isInstanceOf(DeliveryException.Retriable.class);

    // When
    issue("sink", authority);

    // Then
    send(sender);
  }

  @Test
  void shouldRefuseTlsForAUrlWithoutIt() {
    assertThatThrownBy(
            () ->
                new HttpConfig(
                    URI.create("http://localhost/"), Duration.ofSeconds(1), Optional.of(ours())))
        .hasMessage("http://localhost/ is not spoken to by TLS");
  }
}
