package org.ikewatch.streams.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.streams.incident.CitedRecord;
import org.ikewatch.streams.incident.Evidence;
import org.ikewatch.streams.incident.IncidentRegistry;
import org.ikewatch.streams.incident.Lifecycle;
import org.ikewatch.streams.incident.Problem;
import org.ikewatch.streams.incident.PublishedIncident;
import org.ikewatch.streams.incident.VerdictContext;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Finding;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.Provenance;
import org.ikewatch.streams.negotiation.Role;

/** One problem, and what was published of it, as bytes. */
final class ProblemFormat {
  private static final Phase[] PHASES = Phase.values();
  private static final Dialect[] DIALECTS = Dialect.values();
  private static final Verdict[] VERDICTS = Verdict.values();
  private static final Confidence[] CONFIDENCES = Confidence.values();
  private static final Reason[] REASONS = Reason.values();
  private static final Cause[] CAUSES = Cause.values();
  private static final Provenance[] PROVENANCES = Provenance.values();
  private static final Role[] ROLES = Role.values();
  private static final CitedRecord.Role[] EVIDENCE_ROLES = CitedRecord.Role.values();

  private ProblemFormat() {}

  /** The problems of a pair, and what was published of them. */
  record Content(
      Optional<Problem> phase1,
      Optional<Problem> phase2,
      List<Problem> closed,
      IncidentRegistry registry) {}

  /** What was published is mostly one of the problems as it is, which takes one byte. */
  static void write(
      StateWriter out,
      Optional<Problem> phase1,
      Optional<Problem> phase2,
      List<Problem> closed,
      IncidentRegistry registry) {
    out.optional(phase1, ProblemFormat::write);
    out.optional(phase2, ProblemFormat::write);
    out.all(closed, ProblemFormat::write);
    List<Problem> all = all(phase1, phase2, closed);
    out.all(
        registry.incidents(),
        (it, incident) -> {
          it.text(incident.id());
          it.count(incident.revision());
          int same = all.indexOf(incident.content());
          it.count(same + 1);
          if (same < 0) {
            write(it, incident.content());
          }
          it.time(incident.unpublishedSince());
          it.flag(incident.withdrawn());
        });
  }

  static Content read(StateReader in) {
    Optional<Problem> phase1 = in.optional(ProblemFormat::readProblem);
    Optional<Problem> phase2 = in.optional(ProblemFormat::readProblem);
    List<Problem> closed = in.all(ProblemFormat::readProblem);
    List<Problem> all = all(phase1, phase2, closed);
    return new Content(
        phase1, phase2, closed, new IncidentRegistry(in.all(it -> readPublished(it, all))));
  }

  private static List<Problem> all(
      Optional<Problem> phase1, Optional<Problem> phase2, List<Problem> closed) {
    List<Problem> all = new ArrayList<>(closed);
    phase1.ifPresent(all::add);
    phase2.ifPresent(all::add);
    return all;
  }

  private static PublishedIncident readPublished(StateReader in, List<Problem> live) {
    String id = in.text();
    int revision = in.count();
    int same = in.count();
    if (same > live.size()) {
      throw new InvalidStateException("the published problem " + same + " is missing");
    }
    Problem content = same == 0 ? readProblem(in) : live.get(same - 1);
    return new PublishedIncident(id, revision, content, in.optionalTime(), in.flag());
  }

  private static void write(StateWriter out, Problem problem) {
    Problem.Subject subject = problem.subject();
    out.enumeration(subject.phase());
    out.enumeration(subject.dialect());
    out.text(subject.peer());
    out.text(subject.local());
    out.all(subject.candidates(), StateWriter::text);
    Finding finding = problem.finding();
    out.enumeration(finding.verdict());
    out.enumeration(finding.confidence());
    out.optional(finding.reason(), StateWriter::enumeration);
    out.enumeration(finding.cause());
    out.enumeration(finding.peerKnownBy());
    out.text(finding.sa());
    VerdictContext context = problem.context();
    out.time(context.from());
    out.time(context.to());
    out.time(context.informative());
    out.signed(context.lost());
    out.enumeration(context.role());
    Lifecycle lifecycle = problem.lifecycle();
    out.time(lifecycle.openedAt());
    out.time(lifecycle.failedAt());
    out.time(lifecycle.recoveredAt());
    out.time(lifecycle.resolvedAt());
    out.signed(lifecycle.attempts());
    out.count(lifecycle.flaps());
    out.time(problem.first().time());
    out.signed(problem.first().msg());
    out.text(problem.first().text());
    out.all(
        problem.evidence().records(),
        (it, cited) -> {
          RecordFormat.write(it, cited.ref());
          it.enumeration(cited.role());
        });
  }

  private static Problem readProblem(StateReader in) {
    Problem.Subject subject =
        new Problem.Subject(
            in.enumeration(PHASES),
            in.enumeration(DIALECTS),
            in.optionalText(),
            in.optionalText(),
            new TreeSet<>(in.all(StateReader::text)));
    Finding finding =
        new Finding(
            in.enumeration(VERDICTS),
            in.enumeration(CONFIDENCES),
            in.optional(it -> it.enumeration(REASONS)),
            in.enumeration(CAUSES),
            in.enumeration(PROVENANCES),
            in.text());
    VerdictContext context =
        new VerdictContext(
            in.time(), in.time(), in.optionalTime(), in.signed(), in.enumeration(ROLES));
    Lifecycle lifecycle =
        new Lifecycle(
            in.time(), in.time(), in.optionalTime(), in.optionalTime(), in.signed(), in.count());
    CitedRecord.FirstEvidence first =
        new CitedRecord.FirstEvidence(in.time(), in.signed(), in.text());
    Evidence evidence =
        new Evidence(
            in.all(
                it -> new CitedRecord(RecordFormat.readRef(it), it.enumeration(EVIDENCE_ROLES))));
    return new Problem(subject, finding, context, lifecycle, first, evidence);
  }
}
