package org.ikewatch.sink.siem.tls;

import static org.ikewatch.sink.settings.Setting.optional;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;

/** The settings of a destination's TLS, the same for every kind. */
public final class TlsSettings {
  private static final Setting<Optional<Path>> CA =
      optional(
          "tls.ca",
          "",
          "The CAs of its certificate, a PEM file; empty: those that Java trusts.",
          Texts::optionalPath);

  private static final Setting<Optional<Path>> CERTIFICATE =
      optional(
          "tls.certificate",
          "",
          "Our certificate and those that lead to its CA, a PEM file; empty: we show none.",
          Texts::optionalPath);

  private static final Setting<Optional<Path>> KEY =
      optional(
          "tls.key",
          "",
          "The private key of our certificate, a PEM file: PKCS#8, not encrypted.",
          Texts::optionalPath);

  public static final List<Setting<?>> ALL = List.of(CA, CERTIFICATE, KEY);

  private TlsSettings() {}

  /**
   * What they say; empty where a file of theirs cannot be used, which is remembered.
   *
   * @param used whether there is TLS at all; where not, the files are not looked at
   */
  public static Optional<TlsConfig> read(Settings settings, boolean used) {
    Optional<Path> ca = settings.get(CA).orElseThrow();
    Optional<Path> certificate = settings.get(CERTIFICATE).orElseThrow();
    Optional<Path> key = settings.get(KEY).orElseThrow();
    return used
        ? settings.made("tls", () -> usable(new TlsConfig(ca, certificate, key)))
        : Optional.empty();
  }

  private static TlsConfig usable(TlsConfig tls) {
    tls.context();
    return tls;
  }
}
