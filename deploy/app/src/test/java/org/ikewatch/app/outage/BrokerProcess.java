package org.ikewatch.app.outage;

import java.io.IOException;
import java.nio.file.Path;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.schemas.TopicSettings;

/** A broker with its schema registry. Arguments: directory, broker's port, registry's port. */
final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] args) throws IOException {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
      TopicProvisioner.provision(broker.bootstrapServers(), TopicSettings.all(), 1);
      try (EmbeddedSchemaRegistry registry =
          EmbeddedSchemaRegistry.start(broker.bootstrapServers(), Integer.parseInt(args[2]))) {
        ChildProcess.say("ready");
        while (System.in.read() >= 0) {
          ChildProcess.say(registry.url());
        }
      }
    }
  }
}
