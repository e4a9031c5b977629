package org.ikewatch.streams.host;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.ikewatch.schemas.Cause;
import org.ikewatch.streams.incident.Pair;
import org.ikewatch.streams.incident.PairKey;
import org.ikewatch.streams.negotiation.Attempt;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.IkeSa;
import org.ikewatch.streams.negotiation.Negotiation;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.Provenance;
import org.ikewatch.streams.negotiation.Role;

/** The negotiations of a host and a peer as bytes; problems have an entry of their own. */
final class NegotiationFormat {
  /** Rises with each change; a reader knows this version and the one before. */
  static final int VERSION = 1;

  private static final Dialect[] DIALECTS = Dialect.values();
  private static final Phase[] PHASES = Phase.values();
  private static final Role[] ROLES = Role.values();
  private static final Cause[] CAUSES = Cause.values();
  private static final Provenance[] PROVENANCES = Provenance.values();

  private NegotiationFormat() {}

  static byte[] write(StateWriter scratch, PeerState state) {
    StateWriter out = scratch.clear();
    out.octet(VERSION);
    out.all(state.pairs(), NegotiationFormat::write);
    return out.toBytes();
  }

  /** The pairs, without their problems. */
  static PeerState read(String peer, byte[] bytes) {
    StateReader in = new StateReader(bytes);
    requireVersion(in.octet(), VERSION);
    List<Pair> pairs = new ArrayList<>(in.all(it -> readPair(it, peer)));
    return new PeerState(peer, pairs);
  }

  static void requireVersion(int found, int known) {
    if (found != known) {
      throw new InvalidStateException(
          "the state is of version " + found + ", this program reads version " + known);
    }
  }

  private static void write(StateWriter out, Pair pair) {
    out.text(pair.key().local());
    out.time(pair.touchedAt());
    Negotiation negotiation = pair.negotiation();
    out.enumeration(negotiation.dialect());
    out.all(negotiation.sas(), NegotiationFormat::write);
    out.all(negotiation.phase1(), NegotiationFormat::write);
    out.all(negotiation.quickModes(), NegotiationFormat::write);
    out.all(negotiation.ended(), StateWriter::text);
  }

  private static Pair readPair(StateReader in, String peer) {
    PairKey key = new PairKey(in.text(), peer);
    var touchedAt = in.time();
    Negotiation negotiation =
        new Negotiation(
            in.enumeration(DIALECTS),
            in.all(NegotiationFormat::readSa),
            in.all(NegotiationFormat::readAttempt),
            in.all(NegotiationFormat::readAttempt),
            in.all(StateReader::text));
    return Pair.atRest(key, negotiation, touchedAt);
  }

  private static void write(StateWriter out, IkeSa sa) {
    out.text(sa.identity());
    out.time(sa.establishedAt());
    out.optional(sa.establishedBy(), RecordFormat::write);
    out.flag(sa.childUp());
    out.optional(sa.failure(), NegotiationFormat::write);
  }

  private static IkeSa readSa(StateReader in) {
    return new IkeSa(
        in.text(),
        in.time(),
        in.optional(RecordFormat::readRef),
        in.flag(),
        in.optional(NegotiationFormat::readFailure));
  }

  private static void write(StateWriter out, IkeSa.QuickModeFailure failure) {
    out.time(failure.at());
    out.enumeration(failure.cause());
    out.enumeration(failure.peerKnownBy());
    out.flag(failure.certain());
  }

  private static IkeSa.QuickModeFailure readFailure(StateReader in) {
    return new IkeSa.QuickModeFailure(
        in.time(), in.enumeration(CAUSES), in.enumeration(PROVENANCES), in.flag());
  }

  private static void write(StateWriter out, Attempt attempt) {
    out.enumeration(attempt.phase());
    out.enumeration(attempt.role());
    out.time(attempt.since());
    out.optional(attempt.start(), RecordFormat::write);
    out.text(attempt.identity());
    out.all(attempt.signals(), StateWriter::text);
    out.time(attempt.firstFailure());
    out.time(attempt.lastAt());
    out.flag(attempt.ended());
    out.flag(attempt.doubtful());
  }

  private static Attempt readAttempt(StateReader in) {
    return new Attempt(
        in.enumeration(PHASES),
        in.enumeration(ROLES),
        in.time(),
        in.optional(RecordFormat::readRef),
        in.text(),
        new TreeSet<>(in.all(StateReader::text)),
        in.optionalTime(),
        in.time(),
        in.flag(),
        in.flag());
  }
}
