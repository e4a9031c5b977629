package org.ikewatch.sink.siem.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a destination is believed and how we are known to it: PEM files, read at each connection, so
 * that a renewed certificate needs no restart.
 *
 * @param ca the CAs of its certificate; empty: those that Java trusts
 * @param certificate ours and those that lead to its CA; empty: we have none
 * @param key the key of our certificate, PKCS#8, not encrypted; there where the certificate is
 */
public record TlsConfig(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");

  public TlsConfig {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("a certificate and its key go together");
    }
  }

  /**
   * What connections are made with.
   *
   * @throws IllegalArgumentException where a file cannot be used
   */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(certificate.isPresent() ? keys() : null, ca.isPresent() ? trust() : null, null);
      return context;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + e, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("cannot be used: " + e.getMessage(), e);
    }
  }

  private TrustManager[] trust() throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate one : certificates(ca.orElseThrow())) {
      store.setCertificateEntry("ca" + number++, one);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private KeyManager[] keys() throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    Certificate[] chain = certificates(certificate.orElseThrow()).toArray(Certificate[]::new);
    store.setKeyEntry("client", privateKey(key.orElseThrow()), new char[0], chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> all =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
    if (all.isEmpty()) {
      throw new GeneralSecurityException(file + " holds no certificate");
    }
    return all;
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    String base64 =
        Files.readString(file)
            .replaceAll("(?s).*-----BEGIN PRIVATE KEY-----(.*)-----END PRIVATE KEY-----.*", "$1")
            .replaceAll("\\s", "");
    byte[] der;
    try {
      der = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The decoder's own words quote the key.
      throw new GeneralSecurityException(file + " holds no PKCS#8 private key");
    }
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        // It is of another kind.
      }
    }
    throw new GeneralSecurityException(file + " holds a private key of no known kind");
  }
}
