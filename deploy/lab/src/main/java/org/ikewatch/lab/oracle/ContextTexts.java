package org.ikewatch.lab.oracle;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Context records of all daemons (A0200 p. 179, 188; A0300 p. 219). Those of level INFORMATIVE are
 * made up: any text that bears on no negotiation serves.
 */
final class ContextTexts {
  private record Sample(Level level, String entity, String text) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(Level.INFORMATIVE, "SECPOLICYD", "policy cache entry added"),
          new Sample(Level.INFORMATIVE, "SECAUDITD", "audit file switched"),
          new Sample(Level.INFORMATIVE, "IKMPD", "configuration read again"),
          new Sample(
              Level.ALERT, "SECPOLICYD", "Kernel Policy Cache Threshold reached 1000 records."),
          new Sample(Level.ERROR, "SECPOLICYD", "PF_KEY: SADB_ADD for SPI 0x201 returns EEXIST"),
          new Sample(Level.WARNING, "SECPOLICYD", "No SPI for received packet"),
          new Sample(Level.WARNING, "IKMPD", "vendor id payload ignored"),
          new Sample(Level.DEBUG, "IKMPD", "get pfkey X_SPDDUMP message"),
          new Sample(Level.DEBUG, "SECPOLICYD", "policy lookup"));
  private static final int INFORMATIVE_SAMPLES = 3;

  private ContextTexts() {}

  /**
   * One that a host at {@code setting} writes: half of them informative where it writes those, as
   * their flow shows which level is set.
   */
  static Line written(Level setting, Instant at, SplittableRandom random) {
    boolean informative = Level.INFORMATIVE.isWrittenAt(setting) && random.nextBoolean();
    List<Sample> fit = SAMPLES.stream().filter(s -> s.level().isWrittenAt(setting)).toList();
    Sample sample =
        informative
            ? SAMPLES.get(random.nextInt(INFORMATIVE_SAMPLES))
            : fit.get(random.nextInt(fit.size()));
    return new Line(at, sample.level(), sample.entity(), sample.text());
  }
}
