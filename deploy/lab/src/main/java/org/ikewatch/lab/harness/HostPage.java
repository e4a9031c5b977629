package org.ikewatch.lab.harness;

import java.time.Duration;
import java.time.ZoneId;
import org.ikewatch.lab.oracle.AuditText;
import org.ikewatch.lab.oracle.ExpectedIncident;
import org.ikewatch.lab.oracle.HostClock;
import org.ikewatch.lab.oracle.HostScript;
import org.ikewatch.schemas.Incident;

/** A host on a page: its records, what is true of it, and what the engine said. */
public final class HostPage {
  private HostPage() {}

  /** The page of a score. */
  public static String of(HostScore score) {
    Scenario scenario = score.scenario();
    HostScript script = scenario.script();
    StringBuilder page = new StringBuilder();
    page.append(script.spec()).append('\n');
    new AuditText(ZoneId.of("UTC"), new HostClock(Duration.ZERO))
        .lines(script.written())
        .forEach(line -> page.append(line).append('\n'));
    page.append("\nrestarts: ").append(script.restarts()).append('\n');
    scenario.truth().failures().forEach(one -> page.append("fails: ").append(one).append('\n'));
    page.append("counted peers: ").append(scenario.truth().countedPeers()).append('\n');
    score.matched().forEach(one -> page.append("matched: ").append(one).append('\n'));
    for (ExpectedIncident one : score.missed()) {
      page.append("missed: ").append(one).append('\n');
    }
    score.unexpected().forEach(one -> incident(page, "unexpected", one));
    score.others().forEach(one -> incident(page, "not demanded", one));
    score.wrong().forEach(one -> incident(page, "wrong CONFIRMED", one));
    score.anonymous().forEach(one -> incident(page, "CONFIRMED without peer", one));
    score.overclaimed().forEach(one -> incident(page, "overclaimed", one));
    score.faults().forEach(one -> page.append("fault: ").append(one).append('\n'));
    return page.toString();
  }

  /** The command that prints this page again. */
  public static String command(long seed, Mode mode) {
    return "deploy/bench/oracle host --seed %d --mode %s".formatted(seed, mode);
  }

  private static void incident(StringBuilder page, String what, Incident one) {
    page.append(what)
        .append(
            ": %s revision %d %s %s %s reason %s peer %s opened %s updated %s resolved %s attempts %d%n"
                .formatted(
                    one.getIncidentId(),
                    one.getRevision(),
                    one.getStatus(),
                    one.getVerdict(),
                    one.getConfidence(),
                    one.getReason(),
                    one.getPeer(),
                    one.getOpenedAt(),
                    one.getUpdatedAt(),
                    one.getResolvedAt(),
                    one.getAttempts()));
  }
}
