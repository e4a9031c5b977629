package org.ikewatch.app.simulate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A fleet of HP-UX hosts with troubles of known truth, and the syslog it sends. */
public record Fleet(List<SimulatedHost> hosts) {
  private static final DateTimeFormatter CTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** local3.err, as an operator's shipper would send: what the record says is in the record. */
  private static final int PRIORITY = 155;

  /** Hosts do not fail in step: each begins this many seconds after the one before. */
  private static final double STAGGER = 0.5;

  public Fleet {
    hosts = List.copyOf(hosts);
  }

  /** A fleet of so many hosts; the first twenty play each scenario twice. */
  public static Fleet of(int size) {
    return new Fleet(IntStream.rangeClosed(1, size).mapToObj(SimulatedHost::new).toList());
  }

  /** One syslog line and when it is sent. */
  public record Message(Instant at, SimulatedHost host, String line) {}

  /**
   * What the fleet sends: each host plays its scenario once a round.
   *
   * @param start when the first host begins
   * @param every seconds from round to round
   */
  public List<Message> play(Instant start, int rounds, int every) {
    List<Moment> moments = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (SimulatedHost host : hosts) {
        long begin = (long) ((host.number() - 1) * STAGGER * 1000) + round * every * 1000L;
        for (Scenario.Line line : host.scenario().lines()) {
          moments.add(new Moment(start.plusMillis(begin + line.after() * 1000L), host, line));
        }
      }
    }
    moments.sort(Comparator.comparing(Moment::at));
    return messages(moments);
  }

  private record Moment(Instant at, SimulatedHost host, Scenario.Line line) {}

  private static List<Message> messages(List<Moment> moments) {
    Map<SimulatedHost, Integer> counters = new HashMap<>();
    List<Message> messages = new ArrayList<>();
    for (Moment moment : moments) {
      int msg = counters.merge(moment.host(), 1, Integer::sum);
      String header =
          "Msg: "
              + msg
              + " From: IKMPD Lvl: "
              + moment.line().level()
              + " Date: "
              + CTIME.format(moment.at());
      String event = moment.host().text(moment.line());
      for (String payload : moment.host().shipped(header, event)) {
        messages.add(new Message(moment.at(), moment.host(), syslog(moment, payload)));
      }
    }
    return messages;
  }

  private static String syslog(Moment moment, String payload) {
    return "<"
        + PRIORITY
        + ">"
        + STAMP.format(moment.at())
        + " "
        + moment.host().name()
        + " ikmpd: "
        + payload;
  }
}
