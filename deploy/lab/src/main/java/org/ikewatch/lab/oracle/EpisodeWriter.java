package org.ikewatch.lab.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Verdict;

/** Writes one episode; all times are milliseconds since its begin. */
final class EpisodeWriter {
  private static final String IKMPD = "IKMPD";

  private final StoryKind kind;
  private final Role role;
  private final Optional<Pair> pair;
  private final Instant begin;
  private final List<Line> lines = new ArrayList<>();
  private Optional<Failure> failure = Optional.empty();
  private Optional<Instant> phase1Up = Optional.empty();
  private Optional<Instant> childUp = Optional.empty();
  private Optional<Instant> saEnd = Optional.empty();

  EpisodeWriter(StoryKind kind, Role role, Optional<Pair> pair, Instant begin) {
    this.kind = kind;
    this.role = role;
    this.pair = pair;
    this.begin = begin;
  }

  Instant time(long millis) {
    return begin.plusMillis(millis);
  }

  EpisodeWriter say(long millis, Level level, String text) {
    lines.add(new Line(time(millis), level, IKMPD, text));
    return this;
  }

  EpisodeWriter info(long millis, String text) {
    return say(millis, Level.INFORMATIVE, text);
  }

  EpisodeWriter error(long millis, String text) {
    return say(millis, Level.ERROR, text);
  }

  EpisodeWriter debug(long millis, String text) {
    return say(millis, Level.DEBUG, text);
  }

  /** The attempt that began {@code from} failed with the record of {@code millis}. */
  EpisodeWriter failed(long from, long millis, Verdict verdict, Optional<Instant> saSince) {
    failure =
        Optional.of(new Failure(pair.orElseThrow(), verdict, time(from), time(millis), saSince));
    return this;
  }

  EpisodeWriter phase1Up(long millis) {
    phase1Up = Optional.of(time(millis));
    return this;
  }

  EpisodeWriter childUp(long millis) {
    childUp = Optional.of(time(millis));
    return this;
  }

  EpisodeWriter saEnd(long millis) {
    saEnd = Optional.of(time(millis));
    return this;
  }

  Episode done(Naming naming) {
    lines.sort(Comparator.comparing(Line::at));
    return new Episode(
        kind,
        role,
        pair,
        lines.get(0).at(),
        lines.get(lines.size() - 1).at(),
        naming,
        lines,
        failure,
        phase1Up,
        childUp,
        saEnd);
  }
}
