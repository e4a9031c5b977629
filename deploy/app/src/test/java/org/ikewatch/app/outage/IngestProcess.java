package org.ikewatch.app.outage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.IngestMetrics.Counts;
import org.ikewatch.ingest.Ingestor;
import org.ikewatch.schemas.HttpSchemaRegistry;

/** An ingestor. Arguments: its settings, as key=value. Tells its counts when asked. */
final class IngestProcess {
  private IngestProcess() {}

  /**
   * What it tells.
   *
   * @param damages parts of the spool that could not be read
   * @param mode how records get to the broker
   */
  record Report(Counts counts, long damages, String mode) {
    static Report parse(String text) {
      String[] words = text.split(" ", -1);
      long[] n = Arrays.stream(words, 1, words.length).mapToLong(Long::parseLong).toArray();
      return new Report(new Counts(n[0], n[1], n[2], n[3], n[4], n[5], n[6]), n[7], words[0]);
    }

    static String of(Ingestor ingestor, SimpleMeterRegistry meters) {
      Counts counts = ingestor.counts();
      return "%s %d %d %d %d %d %d %d %d"
          .formatted(
              ingestor.publisherState().orElseThrow().mode(),
              counts.received(),
              counts.published(),
              counts.rejected(),
              counts.dropped(),
              counts.ignored(),
              counts.recovered(),
              counts.spooled(),
              (long) meters.get("ikewatch_ingest_spool_damages").counter().count());
    }
  }

  public static void main(String[] args) throws IOException {
    Map<String, String> settings =
        Arrays.stream(args)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (Ingestor ingestor =
        Ingestor.start(
            IngestConfig.from(settings),
            new HttpSchemaRegistry(URI.create(settings.get("schema.registry.url"))),
            meters,
            Clock.systemUTC())) {
      ChildProcess.say("ready");
      BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      while (questions.readLine() != null) {
        ChildProcess.say(Report.of(ingestor, meters));
      }
    }
  }
}
