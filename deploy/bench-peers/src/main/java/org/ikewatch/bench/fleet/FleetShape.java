package org.ikewatch.bench.fleet;

/**
 * How large a fleet is and what its hosts write.
 *
 * @param hosts number of hosts; those with an odd number write the IKEv2 texts, the others A.02's
 * @param peers peers of each host
 * @param contextPercent how many of a hundred records bear on no negotiation
 * @param failing whether every negotiation of every pair fails; if not, those of one pair in four
 *     fail now and then
 * @param perSecond records that all hosts together write in a second of their clocks
 */
public record FleetShape(int hosts, int peers, int contextPercent, boolean failing, int perSecond) {
  /** The fleet of the backlog: 500 hosts with 10 peers each, 5,000 records a second. */
  public static final FleetShape BACKLOG = new FleetShape(500, 10, 40, false, 5_000);

  public FleetShape {
    if (hosts < 1 || peers < 1 || perSecond < 1 || contextPercent < 0 || contextPercent > 99) {
      throw new IllegalArgumentException("not a fleet: " + hosts + " hosts, " + peers + " peers");
    }
  }

  /** The same records a second of other hosts, all of whose negotiations fail. */
  public static FleetShape allFailing(int hosts, int peers) {
    return new FleetShape(hosts, peers, 40, true, 5_000);
  }

  @Override
  public String toString() {
    return "%d x %d %s".formatted(hosts, peers, failing ? "all failing" : "mixed");
  }
}
