package org.ikewatch.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/** A CA with its files, and senders that trust it. */
final class TestPki {
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

  private final Path directory;
  private final Algorithm algorithm;
  private final X509Bundle authority;

  /** A new CA, which keeps its files here and issues certificates with elliptic curves. */
  TestPki(Path directory) throws Exception {
    this(directory, Algorithm.ecp256);
  }

  /** A new CA for keys of this kind; GnuTLS cannot read Java's elliptic curves. */
  TestPki(Path directory, Algorithm algorithm) throws Exception {
    this.directory = directory;
    this.algorithm = algorithm;
    this.authority =
        new CertificateBuilder()
            .subject("CN=IKEwatch test CA")
            .setIsCertificateAuthority(true)
            .rsa2048()
            .buildSelfSigned();
    write("ca.pem", authority.getCertificatePEM());
  }

  /** Issues a certificate. */
  X509Bundle issue(String commonName, String dnsName) throws Exception {
    return issue(commonName, dnsName, Instant.now().plus(Duration.ofDays(1)));
  }

  X509Bundle issue(String commonName, String dnsName, Instant until) throws Exception {
    CertificateBuilder builder =
        new CertificateBuilder()
            .subject("CN=" + commonName)
            .notBefore(Instant.now().minus(Duration.ofDays(1)))
            .notAfter(until)
            .algorithm(algorithm);
    return (dnsName.isEmpty()
            ? builder
            : builder.addExtensionOctetString(SUBJECT_ALTERNATIVE_NAME, false, names(dnsName)))
        .buildIssuedBy(authority);
  }

  /** A sequence of one dNSName (RFC 5280 section 4.2.1.6); Netty's own takes no wildcard. */
  private static byte[] names(String dnsName) {
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.writeBytes(new byte[] {0x30, (byte) (dnsName.length() + 2)});
    der.writeBytes(new byte[] {(byte) 0x82, (byte) dnsName.length()});
    der.writeBytes(dnsName.getBytes(US_ASCII));
    return der.toByteArray();
  }

  /** Writes the chain and the key to {@code NAME.pem} and {@code NAME.key}. */
  void store(String name, X509Bundle bundle) throws IOException {
    write(name + ".key", bundle.getPrivateKeyPEM());
    write(name + ".pem", bundle.getCertificatePathPEM());
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** The name of a file. */
  String file(String name) {
    return directory.resolve(name).toString();
  }

  /** What a sender without a certificate needs. */
  SSLContext anonymous() throws GeneralSecurityException {
    return context(null);
  }

  /** What a sender with this certificate needs. */
  SSLContext sender(X509Bundle bundle) throws GeneralSecurityException {
    return context(bundle.toKeyManagerFactory().getKeyManagers());
  }

  private SSLContext context(KeyManager[] keys) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, authority.toTrustManagerFactory().getTrustManagers(), null);
    return context;
  }
}
