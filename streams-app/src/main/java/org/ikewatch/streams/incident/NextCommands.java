package org.ikewatch.streams.incident;

import java.util.ArrayList;
import java.util.List;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Phase;

/**
 * The commands to type next on the reporting host, in the words of its product version and with the
 * incident's own addresses (A0200 pp. 162, 174-175; A0300 pp. 147-157; A0302 p. 131).
 */
public final class NextCommands {
  private static final String AUDIT =
      "ipsec_report -audit $(ls -t /var/adm/ipsec/audit*.log | head -1) -entity ikmpd";

  private NextCommands() {}

  /** The commands for this problem, the most specific first. */
  public static List<String> of(Problem problem) {
    List<String> commands = new ArrayList<>();
    boolean undecided = problem.finding().reason().isPresent();
    if (undecided) {
      commands.add(raiseAuditLevel(problem));
    }
    if (problem.subject().dialect() == Dialect.A02) {
      commands.add("ipsec_report -mad");
      if (problem.subject().phase() == Phase.PHASE2) {
        commands.add("ipsec_report -sad");
      }
    } else {
      commands.add("ipsec_report -sa ike");
      if (problem.subject().phase() == Phase.PHASE2) {
        commands.add("ipsec_report -sa ipsec");
      }
    }
    problem.subject().peer().ifPresent(peer -> commands.add(policyQuery(problem, peer)));
    if (problem.finding().verdict() != Verdict.MM_FAILURE) {
      commands.add("ipsec_report -host");
    }
    if (!undecided) {
      commands.add(raiseAuditLevel(problem));
    }
    commands.add(AUDIT);
    return List.copyOf(commands);
  }

  private static String policyQuery(Problem problem, String peer) {
    String source = problem.subject().local().map(local -> "-sa " + local + " ").orElse("");
    return "ipsec_policy " + source + "-da " + peer + " -dir out";
  }

  /** IKEv2 tells IKE_SA_INIT from IKE_AUTH at debug only (A0302 p. 131). */
  private static String raiseAuditLevel(Problem problem) {
    boolean states =
        problem.subject().dialect() == Dialect.A03_IKEV2
            || problem.finding().reason().filter(Reason.PHASE_AMBIGUOUS::equals).isPresent();
    return "ipsec_admin -auditlvl " + (states ? "debug" : "informative");
  }
}
