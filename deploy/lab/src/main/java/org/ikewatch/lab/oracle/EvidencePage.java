package org.ikewatch.lab.oracle;

/** The table as a page for readers: EVIDENCE.md. */
public final class EvidencePage {
  private EvidencePage() {}

  /** The whole page. */
  public static String of(EvidenceTable table) {
    StringBuilder page = new StringBuilder(PREFACE);
    for (Dialect dialect : Dialect.values()) {
      page.append("\n## ").append(dialect).append("\n\n");
      page.append(
          "| story | role | records in hand | error | informative | debug | pages | note |\n");
      page.append("|---|---|---|---|---|---|---|---|\n");
      for (EvidenceTable.Row row : table.rows()) {
        if (row.dialect() == dialect) {
          page.append(
              "| %s | %s | %s | %s | %s | %s | %s | %s |\n"
                  .formatted(
                      row.story(),
                      row.role(),
                      row.records(),
                      row.atError(),
                      row.atInformative(),
                      row.atDebug(),
                      row.pages(),
                      row.note()));
        }
      }
    }
    return page.toString();
  }

  private static final String PREFACE =
      """
      # What evidence suffices

      Generated from `src/main/resources/org/ikewatch/lab/oracle/evidence.yaml`; a test compares the two. To write it again:
      `mvn -B -pl deploy/lab -am test -Dtest=EvidencePageTest -Dsurefire.failIfNoSpecifiedTests=false -Devidence.write=true`.

      A cell reads: verdict, the highest confidence the records allow, how the peer is known, and whether the harness demands the incident.
      `NONE`: no incident. `uncounted`: the story is generated, and only a wrong CONFIRMED about it is a fault. Stories that are not listed
      (success, rekey, lifetime, maxqm, INITIAL-CONTACT, deletes by the operator or the peer, scanners) allow no incident at any level.
      One episode is one attempt. Pages are the printed ones of the guides named in `domain.md` 0.

      ## Rules that apply to every row

      1. **Right.** A CONFIRMED incident is right only if a negotiation of that host with that peer truly failed with that verdict between its `openedAt` and its
         `updatedAt`. A CONFIRMED incident without a peer is wrong: no record is about its peer. `UNDETERMINED` claims nothing.
      2. **SOLE_ATTEMPT** is worth CONFIRMED only with every `Msg` number from the start record to the failure in hand; a shipper that sends IKMPD's records only leaves it INFERRED.
      3. **Solitude.** An episode some of whose records name nobody counts only if no other episode that bears on a negotiation overlaps it, with 95 s around it (an exchange takes
         31 s, an attempt at most three). Episodes whose records all name or tie their peer may overlap each other. A conflict of the two kinds leaves both uncounted.
      4. **UNKNOWN** counts only on a host none of whose records has named a peer before, and with no other peerless or uncounted failure within 50 minutes.
      5. **ELIMINATION** (Quick Mode of A.02) counts only after informative records have flowed for 8 h 40 min, with exactly one pair that has an SA. With several that clearly have one
         (made within 7 h 30 min, no failure or end since), UNDETERMINED, AMBIGUOUS, peer none. A pair that may have one leaves it uncounted, and so does
         a delete in the same moment that names one of them.
      6. **One incident** holds the failures of one phase of a pair until a success or ten quiet minutes end it and 30 minutes more have passed; its verdict is that of its newest failure. A pair counts only if
         this gives the same incidents whether or not successes end one, and no failure lies within three minutes of a limit.
      7. A pair counts only if all its failures do. A failure on an SA older than 7 h 30 min (IKEv2: 20 h), a mixture of UNDETERMINED and decided failures in one incident, two pairs of an A.02 host with one
         peer, and anything within ten minutes of a step of the clock leave the pair uncounted. After a step back, a way that got
         longer reads the same until its size has passed, and what comes within ten minutes of that is uncounted, too.
      8. Below debug, an IKEv2 pair that has had a child leaves its later phase-1 failures uncounted, and UNDETERMINED, PHASE_AMBIGUOUS is no fault: the limit of
         retransmissions reads the same for Phase 1, for a child and for a liveness check. At debug it is a fault only of a pair that counts: of two exchanges at
         once, `found host selector` does not say whose it is.
      9. A failure within 50 minutes of an uncounted one that names nobody does not count, and on a host with such a failure an INFERRED guess is no fault.
      10. Whatever the records: revisions of an incident rise, nothing is published by a file sent again hours or days later, no incident is resolved by a time that has not come, and none is
         born resolved within nine minutes of its first failure, unless that revision was about another peer, whose success was in hand.
      11. With records lost, only rules 1 and 10 are demanded.
      """;
}
