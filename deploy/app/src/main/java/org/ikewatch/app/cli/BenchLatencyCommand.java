package org.ikewatch.app.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.ikewatch.app.bench.LatencyProbe;
import org.ikewatch.app.simulate.ShippedLine;
import org.ikewatch.ingest.ListenAddress;
import org.ikewatch.schemas.HttpSchemaRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how long a verdict takes, from the last byte on the socket to the incident readable. */
@Command(
    name = "latency",
    description = {
      "Measure the latency of verdicts against a running IKEwatch: from the last byte of a record on",
      "the socket to its incident, read with read_committed."
    })
final class BenchLatencyCommand implements Callable<Integer> {
  private static final int NOISY_HOSTS = 200;

  @Option(names = "--to", defaultValue = "127.0.0.1:5514", description = "Syslog over TCP.")
  private String to;

  @Option(names = "--kafka", defaultValue = "127.0.0.1:9092", description = "Kafka.")
  private String kafka;

  @Option(names = "--registry", defaultValue = "http://127.0.0.1:8081", description = "Registry.")
  private URI registry;

  @Option(names = "--rate", defaultValue = "5000", description = "Records a second.")
  private int rate;

  @Option(names = "--one-in", defaultValue = "50", description = "One record in so many fails.")
  private int oneIn;

  @Option(names = "--warmup", defaultValue = "20", description = "Seconds before it counts.")
  private int warmup;

  @Option(names = "--seconds", defaultValue = "30", description = "Seconds that count.")
  private int seconds;

  private final Clock clock = Clock.systemUTC();
  private long sequence;

  @Override
  public Integer call() throws IOException, InterruptedException {
    InetSocketAddress target = ListenAddress.parse(to).toSocketAddress();
    try (LatencyProbe probe = LatencyProbe.start(kafka, new HttpSchemaRegistry(registry));
        Socket socket = new Socket(target.getAddress(), target.getPort());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
      socket.setTcpNoDelay(true);
      send(out, probe, Duration.ofSeconds(warmup), false);
      send(out, probe, Duration.ofSeconds(seconds), true);
      probe.awaitAll(Duration.ofSeconds(10));
      System.out.println(probe.report(rate));
      return probe.missing() == 0 ? ExitCode.DONE : ExitCode.FINDING;
    }
  }

  /** Sends a millisecond's worth of records each millisecond, and catches up when it was late. */
  private void send(OutputStream out, LatencyProbe probe, Duration span, boolean counts)
      throws IOException {
    long begin = System.nanoTime();
    long due = TimeUnit.SECONDS.toNanos(1) / rate;
    long total = span.toSeconds() * rate;
    String run = counts ? "bench" : "warm";
    for (long sent = 0; sent < total; sent++) {
      while (System.nanoTime() - begin < sent * due) {
        out.flush();
        LockSupport.parkNanos(100_000);
      }
      boolean failure = sent % oneIn == 0;
      String host =
          failure
              ? run + clock.instant().getEpochSecond() + "-" + sequence
              : "load-" + sequence % NOISY_HOSTS;
      out.write(line(host, failure).getBytes(StandardCharsets.US_ASCII));
      if (failure) {
        out.flush();
        if (counts) {
          probe.sent(host);
        }
      }
      sequence++;
    }
    out.flush();
  }

  private String line(String host, boolean failure) {
    Instant now = clock.instant();
    long msg = failure ? 1 : sequence / NOISY_HOSTS;
    String header = ShippedLine.header(msg, failure ? "ERROR" : "INFORMATIVE", now);
    String event = failure ? "MM negotiation timeout, src 15.2.2.2" : "found ikev1 policy: default";
    return ShippedLine.syslog(now, host, header + " Event: " + event) + "\n";
  }
}
