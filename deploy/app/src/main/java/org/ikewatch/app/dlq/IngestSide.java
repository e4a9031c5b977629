package org.ikewatch.app.dlq;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.inventory.InventoryFollower;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/** The parser with an ingestor's catalogue and inventory, made when it is first needed. */
final class IngestSide implements AutoCloseable {
  private static final Duration INVENTORY_WAIT = Duration.ofSeconds(10);

  private final Map<String, String> settings;
  private final SchemaRegistry registry;
  private final Outbox outbox;
  private Optional<Parts> parts = Optional.empty();

  private record Parts(InventoryFollower inventory, RejectReplay rejects) {}

  IngestSide(Map<String, String> settings, SchemaRegistry registry, Outbox outbox) {
    this.settings = settings;
    this.registry = registry;
    this.outbox = outbox;
  }

  /**
   * The way back for rejected input.
   *
   * @throws org.ikewatch.ingest.InvalidConfigException where a setting of the ingestor is wrong
   * @throws IllegalStateException where the inventory cannot be read
   */
  RejectReplay rejects() {
    if (parts.isEmpty()) {
      parts = Optional.of(open());
    }
    return parts.orElseThrow().rejects();
  }

  private Parts open() {
    IngestConfig config = IngestConfig.from(settings);
    InventoryFollower inventory =
        InventoryFollower.start(InventoryFollower.consumer(config), registry, config.defaults());
    try {
      awaitRead(inventory);
    } catch (RuntimeException e) {
      inventory.close();
      throw e;
    }
    return new Parts(
        inventory,
        new RejectReplay(
            config
                .catalogue()
                .map(CatalogueLoader::standardWith)
                .orElseGet(CatalogueLoader::standard),
            inventory::directory,
            config.hold(),
            AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry),
            outbox));
  }

  /** Without it records would be read in a wrong time zone, or named by an address. */
  private static void awaitRead(InventoryFollower inventory) {
    try {
      if (!inventory.awaitCaughtUp(INVENTORY_WAIT)) {
        throw new IllegalStateException("the inventory cannot be read; no input was sent again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    parts.ifPresent(one -> one.inventory().close());
  }
}
