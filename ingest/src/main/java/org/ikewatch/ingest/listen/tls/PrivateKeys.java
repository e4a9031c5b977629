package org.ikewatch.ingest.listen.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys in PEM (RFC 7468 section 10). */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  private PrivateKeys() {}

  /**
   * The key in this file.
   *
   * @throws TlsException where there is none
   */
  static PrivateKey read(byte[] pem, String setting, String file) {
    Matcher found = PEM.matcher(new String(pem, ISO_8859_1));
    if (found.find()) {
      Optional<PrivateKey> key =
          decoded(found.group(1)).stream()
              .flatMap(encoded -> ALGORITHMS.stream().flatMap(kind -> read(encoded, kind).stream()))
              .findFirst();
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new TlsException(
        setting,
        file,
        "holds no RSA, EC or Ed25519 key in PKCS#8 (BEGIN PRIVATE KEY): convert it with"
            + " 'openssl pkcs8 -topk8 -nocrypt'",
        null);
  }

  private static Optional<PKCS8EncodedKeySpec> decoded(String text) {
    try {
      return Optional.of(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<PrivateKey> read(PKCS8EncodedKeySpec encoded, String algorithm) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
    } catch (GeneralSecurityException e) {
      return Optional.empty(); // of another kind
    }
  }
}
