package org.ikewatch.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ikewatch.app.bench.Receiver;
import org.ikewatch.app.bench.UdpRate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks for the highest rate of datagrams that a receiver takes without loss. */
@Command(
    name = "udp",
    description = {
      "Send datagrams to each receiver at rising rates, as long as none is lost in all tries, and",
      "print the highest rate without loss."
    })
final class BenchUdpCommand implements Callable<Integer> {
  private static final int HIGHEST = 2_000_000;

  @Option(names = "--kafka", required = true, description = "Kafka.")
  private String kafka;

  @Option(names = "--from", defaultValue = "50000", description = "The first rate.")
  private int from;

  @Option(names = "--seconds", defaultValue = "5", description = "Seconds for each try.")
  private int seconds;

  @Option(names = "--tries", defaultValue = "3", description = "Tries at each rate.")
  private int tries;

  @Parameters(paramLabel = "NAME=PORT:PID:TOPIC", arity = "1..*", description = "Receivers.")
  private List<String> receivers;

  @Override
  public Integer call() throws Exception {
    try (UdpRate udp = new UdpRate(kafka)) {
      for (String text : receivers) {
        Receiver receiver = Receiver.parse(text);
        var unused = udp.at(from, Duration.ofSeconds(4L * seconds), receiver); // warms it up
        System.out.printf(
            Locale.ROOT,
            "%-12s %,9d datagrams/s without loss%n",
            receiver.name(),
            highest(udp, receiver));
      }
    }
    return ExitCode.DONE;
  }

  private long highest(UdpRate udp, Receiver receiver) throws Exception {
    long highest = 0;
    for (int rate = from; rate <= HIGHEST; rate += rate / 5) {
      double slowest = rate;
      for (int i = 0; i < tries; i++) {
        UdpRate.Try one = udp.at(rate, Duration.ofSeconds(seconds), receiver);
        System.out.printf(
            Locale.ROOT,
            "  %s: %,d sent at %,.0f/s, %,d lost%n",
            receiver.name(),
            one.sent(),
            one.rate(),
            one.lost());
        if (one.lost() > 0) {
          return highest;
        }
        slowest = Math.min(slowest, one.rate());
      }
      if (slowest < 0.9 * rate) {
        System.out.println("  the sender can do no more");
        return Math.max(highest, (long) slowest);
      }
      highest = (long) slowest;
    }
    return highest;
  }
}
