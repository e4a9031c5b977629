package org.ikewatch.lab.oracle;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints records as {@code ipsec_report -audit} does (domain.md 1.1). */
public final class AuditText {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

  private final ZoneId zone;
  private final HostClock clock;

  /** A host that writes its dates in this zone by this clock. */
  public AuditText(ZoneId zone, HostClock clock) {
    this.zone = zone;
    this.clock = clock;
  }

  /** The two lines of a record. */
  public List<String> lines(HostScript.Written written) {
    Line line = written.line();
    return List.of(
        "Msg: "
            + written.msg()
            + " From: "
            + line.entity()
            + " Lvl: "
            + line.level()
            + " Date: "
            + date(line.at()),
        "Event: " + line.text());
  }

  /** The lines of all records. */
  public List<String> lines(List<HostScript.Written> records) {
    List<String> lines = new ArrayList<>(records.size() * 2);
    records.forEach(record -> lines.addAll(lines(record)));
    return lines;
  }

  private String date(Instant at) {
    return DATE.format(clock.stamp(at).atZone(zone));
  }
}
