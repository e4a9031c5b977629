package org.ikewatch.ingest.listen.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/** What the files of a {@link TlsConfig} held at one moment. */
final class PemFiles {
  private static final int LONGEST = 1024 * 1024;

  private final byte[] certificate;
  private final byte[] key;
  private final byte[] clientCa;

  private PemFiles(byte[] certificate, byte[] key, byte[] clientCa) {
    this.certificate = certificate;
    this.key = key;
    this.clientCa = clientCa;
  }

  /**
   * Reads the files.
   *
   * @throws TlsException where one cannot be read
   */
  static PemFiles read(TlsConfig config) {
    return new PemFiles(
        read("ingest.tls.certificate", config.certificate()),
        read("ingest.tls.key", config.key()),
        config.clientCa().isEmpty()
            ? new byte[0]
            : read("ingest.tls.client.ca", config.clientCa()));
  }

  private static byte[] read(String setting, String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return in.readNBytes(LONGEST);
    } catch (IOException | InvalidPathException e) {
      throw new TlsException(
          setting, file, "cannot be read (" + e + "): name a PEM file that we may read", e);
    }
  }

  byte[] certificate() {
    return certificate;
  }

  byte[] key() {
    return key;
  }

  /** Empty where senders need no certificate. */
  byte[] clientCa() {
    return clientCa;
  }

  boolean isSameAs(PemFiles other) {
    return Arrays.equals(certificate, other.certificate)
        && Arrays.equals(key, other.key)
        && Arrays.equals(clientCa, other.clientCa);
  }
}
