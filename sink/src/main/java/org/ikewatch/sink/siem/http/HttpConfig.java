package org.ikewatch.sink.siem.http;

import static org.ikewatch.sink.settings.Setting.optional;
import static org.ikewatch.sink.settings.Setting.required;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;
import org.ikewatch.sink.siem.tls.TlsConfig;
import org.ikewatch.sink.siem.tls.TlsSettings;

/**
 * How a receiver is reached over HTTP.
 *
 * @param timeout how long connection and answer may take, each
 * @param tls empty where the URL is not https
 */
public record HttpConfig(URI url, Duration timeout, Optional<TlsConfig> tls) {
  private static final Setting<Duration> TIMEOUT =
      optional(
          "timeout",
          "10s",
          "How long the connection and the answer may take, each.",
          Texts::duration);

  /** What can be said of any receiver beside its URL. */
  public static final List<Setting<?>> COMMON = Setting.together(List.of(TIMEOUT), TlsSettings.ALL);

  /** The header with which a receiver that wants one knows us. */
  public static final Setting<String> AUTHORIZATION =
      optional(
              "authorization",
              "",
              "The value of the header `Authorization`, such as `Bearer TOKEN`; empty: none is sent.",
              HttpConfig::header)
          .hidden();

  public HttpConfig {
    if (!url.getScheme().equals("https") && tls.isPresent()) {
      throw new IllegalArgumentException(url + " is not spoken to by TLS");
    }
  }

  /** Where it is. */
  public static Setting<URI> url(String meaning) {
    return required("url", meaning, Texts::url);
  }

  /** Where it is, where nothing else is said. */
  public static Setting<URI> url(String meaning, String standard) {
    return optional("url", standard, meaning, Texts::url);
  }

  /** What the settings say; empty where one is wrong, which is remembered. */
  public static Optional<HttpConfig> read(Settings settings, Setting<URI> url) {
    Optional<URI> to = settings.get(url);
    Duration timeout = settings.get(TIMEOUT).orElseThrow();
    boolean encrypted = to.filter(known -> known.getScheme().equals("https")).isPresent();
    Optional<TlsConfig> tls = TlsSettings.read(settings, encrypted);
    return to.map(known -> new HttpConfig(known, timeout, tls));
  }

  /** A text that can stand in a header. */
  public static String header(String text) {
    if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("it cannot stand in a header");
    }
    return text;
  }

  /** A path below the URL, which may end with a slash or not. */
  public URI below(String path) {
    String text = url.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + path);
  }
}
