package org.ikewatch.app.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.ikewatch.sink.settings.Texts;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads since when: a time ago, such as {@code 24h} or {@code 7d}, or a time itself. */
final class SinceConverter implements ITypeConverter<Instant> {
  private final Clock clock;

  /** For picocli: counts from now. */
  SinceConverter() {
    this(Clock.systemUTC());
  }

  SinceConverter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    try {
      return Character.isDigit(text.charAt(text.length() - 1)) || text.endsWith("Z")
          ? Instant.parse(text)
          : clock.instant().minus(Texts.duration(text));
    } catch (DateTimeParseException
        | IllegalArgumentException
        | StringIndexOutOfBoundsException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is neither a time ago such as 90m, 24h or 7d, nor a time such as"
              + " 2026-03-01T07:00:00Z");
    }
  }
}
