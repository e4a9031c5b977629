package org.ikewatch.app.kill;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.ikewatch.app.outage.ChildProcess;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.sink.SinkService;
import org.ikewatch.sink.SinkServiceConfig;

/** A sink. Arguments: its settings, as key=value. */
final class SinkProcess {
  private SinkProcess() {}

  public static void main(String[] args) throws IOException {
    Map<String, String> settings =
        Arrays.stream(args)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    try (SinkService service =
        SinkService.start(
            SinkServiceConfig.from(settings),
            new HttpSchemaRegistry(URI.create(settings.get("schema.registry.url"))),
            new SimpleMeterRegistry(),
            Clock.systemUTC())) {
      ChildProcess.say("ready");
      while (System.in.read() >= 0) {
        ChildProcess.say(service.states().toString());
      }
    }
  }
}
