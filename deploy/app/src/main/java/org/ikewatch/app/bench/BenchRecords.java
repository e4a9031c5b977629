package org.ikewatch.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.ikewatch.app.simulate.ShippedLine;

/** Audit records as a fleet's shippers send them, one a line, with the texts of all dialects. */
final class BenchRecords {
  private static final int HOSTS = 500;
  private static final Instant BEGIN = Instant.parse("2026-03-15T07:14:18Z");
  private static final int RECORDS_A_SECOND = 5_000;

  /**
   * What busy hosts write most, one of them not in the catalogue. {@code %d} is one of 256 peers;
   * {@code %c} and {@code %s}, cookies and SPI, are another each time, as they are in the field.
   */
  private static final String[] EVENTS = {
    "MM negotiation timeout, src 15.2.2.%d",
    "found ikev1 policy: default",
    "ISAKMP-SA established 15.1.1.42[500]-15.2.2.%d[500] spi:%c",
    "IPsec-SA established: ESP/Transport 15.1.1.42->15.2.2.%d spi=%s",
    "Quick Mode processing failed",
    "initiate new phase 1 negotiation: 15.1.1.42/500<=>15.2.2.%d/500",
    "a text that no catalogue has, from 15.2.2.%d",
    "local 15.1.1.42/500 - remote 15.2.2.%d/500:ike_sa 40079580 state ESTABLISHED -> DYING",
  };

  private BenchRecords() {}

  /** Writes so many records to the file; gives its size in bytes. */
  static long write(Path file, int records) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int i = 0; i < records; i++) {
        out.write(line(i).getBytes(US_ASCII));
      }
    }
    return Files.size(file);
  }

  /** A record, with its line end. */
  static String line(int number) {
    int host = number % HOSTS;
    int round = number / HOSTS;
    Instant at = BEGIN.plusSeconds(number / RECORDS_A_SECOND);
    long unique = number * 0x9E3779B97F4A7C15L;
    String event =
        EVENTS[(host + round) % EVENTS.length]
            .replace("%d", Integer.toString(host % 256))
            .replace("%c", "%016x:%016x".formatted(unique, ~unique))
            .replace("%s", Long.toString(200_000_000L + number));
    String header = ShippedLine.header(1 + round, round % 4 == 0 ? "ERROR" : "INFORMATIVE", at);
    return ShippedLine.syslog(at, "hpux" + (100 + host), header + " Event: " + event) + "\n";
  }
}
