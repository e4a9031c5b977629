package org.ikewatch.streams.negotiation;

/** The state after a record, and what the record means. */
public record Step(Negotiation next, Outcome outcome) {

  static Step quiet(Negotiation next) {
    return new Step(next, Outcome.NOTHING);
  }
}
