package org.ikewatch.lab.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The life of one host as it happened.
 *
 * @param spec what kind of host
 * @param episodes its stories, by begin
 * @param context records that bear on no negotiation
 * @param restarts when the daemon restarted, and with it the Msg counter
 * @param firstMsg the counter's first number
 */
public record HostScript(
    HostSpec spec,
    List<Episode> episodes,
    List<Line> context,
    List<Instant> restarts,
    long firstMsg) {
  public HostScript {
    episodes = List.copyOf(episodes);
    context = List.copyOf(context);
    restarts = List.copyOf(restarts);
  }

  /**
   * A record as the host wrote it.
   *
   * @param line what
   * @param msg its number
   */
  public record Written(Line line, long msg) {}

  /** What the host writes at its level and its shipper sends, in order. */
  public List<Written> written() {
    List<Line> lines = new ArrayList<>(context);
    episodes.forEach(episode -> lines.addAll(episode.lines()));
    lines.sort(Comparator.comparing(Line::at));
    List<Written> written = new ArrayList<>(lines.size());
    int restarted = 0;
    long msg = firstMsg;
    for (Line line : lines) {
      if (!line.level().isWrittenAt(spec.level())) {
        continue;
      }
      while (restarted < restarts.size() && !line.at().isBefore(restarts.get(restarted))) {
        restarted++;
        msg = 1;
      }
      if (!spec.onlyIkmpd() || line.entity().equals("IKMPD")) {
        written.add(new Written(line, msg));
      }
      msg++;
    }
    return written;
  }

  /** When nothing of the host happens any more. */
  public Instant end() {
    return spec.start().plus(spec.life());
  }
}
