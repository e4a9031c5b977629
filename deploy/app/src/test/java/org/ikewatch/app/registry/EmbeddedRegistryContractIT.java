package org.ikewatch.app.registry;

import java.net.URI;
import java.nio.file.Path;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.schemas.RestRegistryContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What holds for any registry holds for ours. */
class EmbeddedRegistryContractIT extends RestRegistryContract {
  @TempDir private static Path data;
  private static EmbeddedBroker broker;
  private static EmbeddedSchemaRegistry registry;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(data, 0);
    registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  @Override
  protected URI url() {
    return URI.create(registry.url());
  }
}
