package org.ikewatch.sink.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Readers of setting values; each throws {@link IllegalArgumentException} with what is wrong. */
public final class Texts {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final int LAST_PORT = 65535;

  private Texts() {}

  /**
   * A positive duration such as {@code 200ms}, {@code 31s}, {@code 5m}, {@code 8h} or {@code 90d}.
   */
  public static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration such as 200ms, 31s, 5m, 8h or 90d");
    }
    long number = Long.parseLong(parts.group(1));
    if (number == 0) {
      throw new IllegalArgumentException("'" + text + "' is not positive");
    }
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** A positive duration; empty for {@code off}. */
  public static Optional<Duration> durationOrOff(String text) {
    return text.equals("off") ? Optional.empty() : Optional.of(duration(text));
  }

  /** {@code true} or {@code false}. */
  public static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  /** An http or https address with a host, without a password in it. */
  public static URI url(String text) {
    URI url = URI.create(text);
    if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        || url.getHost() == null) {
      throw new IllegalArgumentException("'" + text + "' is not an http or https URL");
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException("a password does not belong into a URL");
    }
    return url;
  }

  /** A path. */
  public static Path path(String text) {
    return Path.of(text);
  }

  /** A path; empty for an empty text. */
  public static Optional<Path> optionalPath(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  /** {@code host:port} or {@code [v6]:port}. */
  public static HostPort hostPort(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("'" + text + "' is not host:port");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    try {
      int port = Integer.parseInt(text, colon + 1, text.length(), 10);
      return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' does not end with a port number", e);
    }
  }

  /** {@code host:port} or {@code off}, as it stands. */
  public static String listen(String text) {
    return text.equals("off") ? text : hostPort(text).toString();
  }

  /** Where something is or listens. */
  public record HostPort(String host, int port) {
    public HostPort {
      if (port < 0 || port > LAST_PORT) {
        throw new IllegalArgumentException("port " + port + " is not within 0 to " + LAST_PORT);
      }
    }

    @Override
    public String toString() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }
}
