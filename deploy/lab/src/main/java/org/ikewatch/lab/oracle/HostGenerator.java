package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.ikewatch.lab.oracle.HostSpec.Flavor;

/** Makes random hosts; a seed always makes the same one. */
public final class HostGenerator {
  private static final Instant EPOCH = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration SPREAD = Duration.ofDays(1);
  private static final List<Dialect> DIALECTS = List.of(Dialect.values());
  private static final int MIN_PEERS_OF_MANY = 6;

  private final EvidenceTable table = EvidenceTable.standard();
  private final Instant earliest;
  private final Duration spread;
  private final int maxPeers;
  private final int maxHours;

  /**
   * @param maxPeers the most pairs of a host, 1 to 50
   * @param maxHours the longest life, from 3
   */
  public HostGenerator(int maxPeers, int maxHours) {
    this(maxPeers, maxHours, EPOCH, SPREAD);
  }

  private HostGenerator(int maxPeers, int maxHours, Instant earliest, Duration spread) {
    if (maxPeers < 1 || maxPeers > 50 || maxHours < 3) {
      throw new IllegalArgumentException("1 to 50 peers and at least 3 hours are needed");
    }
    this.earliest = earliest;
    this.spread = spread;
    this.maxPeers = maxPeers;
    this.maxHours = maxHours;
  }

  /** The hosts of the build: up to 50 peers, up to 16 hours. */
  public HostGenerator() {
    this(50, 16);
  }

  /** The same hosts with lives that begin between {@code earliest} and {@code spread} later. */
  public HostGenerator from(Instant earliest, Duration spread) {
    return new HostGenerator(maxPeers, maxHours, earliest, spread);
  }

  /** The host of this seed. */
  public HostScript host(long seed) {
    return host(seed, "gw" + Long.toUnsignedString(seed, 36));
  }

  /** The same with another name. */
  public HostScript host(long seed, String name) {
    SplittableRandom random = new SplittableRandom(seed);
    return new LifeWriter(spec(seed, name, random), table, random).write();
  }

  private HostSpec spec(long seed, String name, SplittableRandom random) {
    Dialect dialect = DIALECTS.get(random.nextInt(DIALECTS.size()));
    Level level = level(random);
    Flavor flavor = flavor(dialect, level, random);
    boolean wild = random.nextInt(6) == 0;
    boolean separate = flavor == Flavor.SPARSE || (level == Level.ERROR && dialect != Dialect.A02);
    boolean concurrent = !separate && random.nextInt(4) == 0;
    int hours =
        Math.min(
            maxHours, flavor == Flavor.ONE_SA ? 11 + random.nextInt(6) : 3 + random.nextInt(9));
    return new HostSpec(
        seed,
        name,
        dialect,
        level,
        flavor,
        wild,
        concurrent,
        pairs(dialect == Dialect.A02 && !wild, peers(random), random),
        earliest.plusSeconds(random.nextInt((int) spread.toSeconds())),
        Duration.ofHours(hours),
        new Traits(random.nextBoolean(), random.nextInt(3) == 0, random.nextBoolean()),
        random.nextBoolean(),
        level != Level.ERROR && random.nextInt(7) == 0);
  }

  private static Level level(SplittableRandom random) {
    int dice = random.nextInt(100);
    if (dice < 12) {
      return Level.ERROR;
    }
    return dice < 55 ? Level.INFORMATIVE : Level.DEBUG;
  }

  private static Flavor flavor(Dialect dialect, Level level, SplittableRandom random) {
    int dice = random.nextInt(100);
    if (dialect == Dialect.A02) {
      if (dice < 25) {
        return dice < 12 ? Flavor.SPARSE : Flavor.MIXED;
      }
      return dice < 62 || level == Level.ERROR ? Flavor.PHASE_ONE : Flavor.ONE_SA;
    }
    if (level == Level.ERROR && dice < 90) {
      return Flavor.SPARSE;
    }
    return dice < 15 ? Flavor.SPARSE : Flavor.MIXED;
  }

  private int peers(SplittableRandom random) {
    int dice = random.nextInt(100);
    int peers;
    if (dice < 35) {
      peers = 1;
    } else if (dice < 85) {
      peers = 2 + random.nextInt(4);
    } else {
      peers = MIN_PEERS_OF_MANY + random.nextInt(45);
    }
    return Math.min(peers, maxPeers);
  }

  private static List<Pair> pairs(boolean onePairAPeer, int peers, SplittableRandom random) {
    boolean secondLocal = random.nextInt(5) == 0;
    String local = "10.1." + random.nextInt(1, 250) + "." + random.nextInt(1, 250);
    Set<Pair> pairs = new LinkedHashSet<>();
    while (pairs.size() < peers) {
      String peer = "10.2." + random.nextInt(1, 250) + "." + random.nextInt(1, 250);
      pairs.add(new Pair(local, peer));
      if (secondLocal && pairs.size() < peers && random.nextInt(3) == 0) {
        String other = local.replace("10.1.", "10.9.");
        pairs.add(new Pair(other, onePairAPeer ? peer.replace("10.2.", "10.3.") : peer));
      }
    }
    return new ArrayList<>(pairs);
  }
}
