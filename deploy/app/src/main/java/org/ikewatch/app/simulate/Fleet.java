package org.ikewatch.app.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A fleet of HP-UX hosts with troubles of known truth, and the syslog it sends. */
public record Fleet(List<SimulatedHost> hosts) {
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
        long begin = (long) ((host.number() - 1) * STAGGER * 1000) + 1000L * every * round;
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
      String header = ShippedLine.header(msg, moment.line().level(), moment.at());
      String event = moment.host().text(moment.line());
      for (String payload : moment.host().shipped(header, event)) {
        String line = ShippedLine.syslog(moment.at(), moment.host().name(), payload);
        messages.add(new Message(moment.at(), moment.host(), line));
      }
    }
    return messages;
  }
}
