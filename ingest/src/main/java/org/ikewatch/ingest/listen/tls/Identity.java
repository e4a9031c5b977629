package org.ikewatch.ingest.listen.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A certificate in use.
 *
 * @param context makes sessions with it
 * @param from when it begins to be valid
 * @param until when it ceases to
 */
record Identity(SslContext context, Instant from, Instant until) {
  private static final String CERTIFICATE = "ingest.tls.certificate";
  private static final String KEY = "ingest.tls.key";
  private static final String CLIENT_CA = "ingest.tls.client.ca";

  /**
   * Makes sure that these files go together.
   *
   * @throws TlsException where one is damaged, or the key is another certificate's
   */
  static Identity of(PemFiles files, TlsConfig config) {
    List<X509Certificate> chain =
        certificates(CERTIFICATE, config.certificate(), files.certificate());
    PrivateKey key = PrivateKeys.read(files.key(), KEY, config.key());
    X509Certificate own = chain.get(0);
    if (!belongTogether(own, key)) {
      throw new TlsException(
          KEY,
          config.key(),
          "is not the key of " + config.certificate() + ": name the one it was issued for",
          null);
    }
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(key, chain)
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2");
      if (!config.clientCa().isEmpty()) {
        builder.trustManager(trust(files.clientCa(), config)).clientAuth(ClientAuth.REQUIRE);
      }
      return new Identity(
          builder.build(), own.getNotBefore().toInstant(), own.getNotAfter().toInstant());
    } catch (SSLException e) {
      throw new TlsException(CERTIFICATE, config.certificate(), "is not usable: " + e, e);
    }
  }

  boolean isValidAt(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }

  private static List<X509Certificate> certificates(String setting, String file, byte[] pem) {
    try {
      Collection<? extends java.security.cert.Certificate> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      if (!read.isEmpty()) {
        return read.stream().map(X509Certificate.class::cast).toList();
      }
    } catch (CertificateException e) {
      throw new TlsException(
          setting, file, "holds no certificates (" + e.getMessage() + "): name a PEM file", e);
    }
    throw new TlsException(setting, file, "holds no certificates: name a PEM file", null);
  }

  private static TrustManager trust(byte[] pem, TlsConfig config) {
    List<X509Certificate> authorities = certificates(CLIENT_CA, config.clientCa(), pem);
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("ca" + i, authorities.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager trust) {
          return new NamedClients(trust, new ClientNames(config.clientNames()));
        }
      }
      throw new GeneralSecurityException("PKIX has no trust manager for certificates");
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException(CLIENT_CA, config.clientCa(), "is not usable: " + e, e);
    }
  }

  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] challenge = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(challenge);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(challenge);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // of another kind than the certificate's
    }
  }
}
