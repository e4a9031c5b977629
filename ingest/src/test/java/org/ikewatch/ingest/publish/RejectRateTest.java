package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.testing.ManualClock;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.RejectedInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are no audit records may not fill the broker's disk. */
class RejectRateTest {
  private static final int BYTES_PER_SECOND = 1_000;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ManualClock clock = new ManualClock();

  @TempDir private Path directory;
  private KafkaAuditPublisher publisher;

  @BeforeEach
  void open() {
    DeliverySettings any = Samples.settings(directory, 1_000, Duration.ofHours(1), 1 << 20);
    publisher =
        KafkaAuditPublisher.open(
            settings -> new FakeBroker().get(),
            "ingest-1",
            new DeliverySettings(
                any.inflightMax(),
                any.inflightBytes(),
                any.brokerPatience(),
                any.spoolDirectory(),
                any.spoolMax(),
                any.spoolSync(),
                BYTES_PER_SECOND),
            new InMemorySchemaRegistry(),
            new IngestMetrics(meters),
            clock);
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  private void reject() {
    publisher.reject(
        new RejectedInput(
            "15.1.1.42",
            clock.instant(),
            "UDP",
            "NOT_AN_AUDIT_RECORD",
            "",
            ByteBuffer.wrap(new byte[9_000]),
            9_000L),
        Receipt.NONE);
  }

  private double dropped() {
    return meters
        .get("ikewatch_ingest_dropped_lines")
        .tag("reason", "REJECT_RATE")
        .counter()
        .count();
  }

  @Test
  void shouldDropAndCountRejectsBeyondAMinutesWorth() {
    // When
    for (int i = 0; i < 20; i++) {
      reject();
    }

    // Then
    assertThat(dropped()).isEqualTo(13);
  }

  @Test
  void shouldTakeMoreAsTimePasses() {
    // Given
    for (int i = 0; i < 20; i++) {
      reject();
    }

    // When
    clock.advance(Duration.ofSeconds(10));
    reject();
    reject();

    // Then
    assertThat(dropped()).isEqualTo(14);
  }
}
