package org.ikewatch.ingest.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.ikewatch.ingest.audit.Hold;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.HostProfile;
import org.ikewatch.schemas.RejectedInput;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final long T0 = Instant.parse("2002-03-15T12:00:00Z").toEpochMilli();
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";

  private final List<AuditRecord> records = new ArrayList<>();
  private final AtomicReference<HostDirectory> directory =
      new AtomicReference<>(HostDirectory.empty(HostDefaults.UTC));
  private final Intakes intakes =
      new Intakes(
          CatalogueLoader.standard(),
          directory::get,
          new IntakeSettings(new Hold(200, 2000), 2, 100),
          new IntakeOutput() {
            @Override
            public void received(int lines) {}

            @Override
            public RecordOutput recordsOf(Origin origin) {
              return assembled ->
                  records.add(RecordMapper.toAvro(new AuditEntry(assembled, origin)));
            }

            @Override
            public void rejected(RejectedInput input, Receipt receipt) {}

            @Override
            public void ignored(IgnoreReason reason, Receipt receipt) {}
          });
  private final Intake intake = intakes.open("UDP");

  private void receive(String sender, String line) {
    intake.syslog(line.getBytes(UTF_8), sender, T0, false, Receipt.NONE);
  }

  @Test
  void shouldHandOnTheOldestStreamWhenThereAreTooMany() {
    // Given
    receive("15.1.1.1", HEADER);
    receive("15.1.1.2", HEADER);

    // When
    receive("15.1.1.3", HEADER);

    // Then
    assertThat(records).extracting(AuditRecord::getHost).containsExactly("15.1.1.1");
    assertThat(records.get(0).getFlags()).containsExactly("EVENT_MISSING");
  }

  @Test
  void shouldTakeTheOccurrenceOfTheRepeatedHourThatIsNearestToTheReceipt() {
    // Given
    directory.set(HostDirectory.empty(new HostDefaults(ZoneId.of("America/New_York"), "")));
    String before =
        "<155>Nov  1 01:59:40 gw1 ikmpd: Msg: 413 From: IKMPD Lvl: ERROR Date: Sun Nov  1 01:59:40"
            + " 2026 Event: MM negotiation timeout, src 192.0.2.3";
    String after = before.replace("413", "414").replace("01:59:40", "01:00:10");
    String stampOnly =
        "<155>Nov  1 01:00:10 gw1 ikmpd: Event: MM negotiation timeout, src 192.0.2.3";

    // When
    receiveAt("2026-11-01T05:59:40Z", before);
    receiveAt("2026-11-01T06:00:10Z", after);
    receiveAt("2026-11-01T06:00:10Z", stampOnly);
    intake.flush();

    // Then
    assertThat(records)
        .extracting(one -> one.getMsg() + " " + one.getEventTime() + " " + one.getEventTimeSource())
        .containsExactly(
            "413 2026-11-01T05:59:40Z DATE",
            "414 2026-11-01T06:00:10Z DATE",
            "null 2026-11-01T06:00:10Z SYSLOG");
  }

  private void receiveAt(String time, String line) {
    long now = Instant.parse(time).toEpochMilli();
    intake.syslog(line.getBytes(UTF_8), "15.1.1.1", now, false, Receipt.NONE);
  }

  @Test
  void shouldNotMixTheLinesOfTwoSenders() {
    // Given
    receive("15.1.1.1", HEADER);
    receive("15.1.1.2", HEADER.replace("413", "7"));

    // When
    receive("15.1.1.1", "Event: Main Mode processing failed");
    receive("15.1.1.2", "Event: Quick Mode processing failed");

    // Then
    assertThat(records)
        .extracting(r -> r.getMsg() + " " + r.getSignal())
        .containsExactly("413 MM_FAILED", "7 QM_FAILED");
  }

  @Test
  void shouldLetHeldRecordsGoInTime() {
    // Given
    receive("15.1.1.1", HEADER + " Event: nobody knows this");

    // When
    intake.share(T0 + 200);
    intakes.expire(T0 + 200);

    // Then
    assertThat(records).extracting(AuditRecord::getText).containsExactly("nobody knows this");
  }

  @Test
  void shouldTakeUpANewInventoryAtOnce() {
    // Given
    receive("15.1.1.1", HEADER + " Event: Main Mode processing failed");
    HostProfile profile =
        new HostProfile("hpux042", List.of("15.1.1.1"), "America/New_York", "A.02", null);

    // When
    directory.set(HostDirectory.of(new HostDefaults(ZoneId.of("UTC"), ""), List.of(profile)));
    receive("15.1.1.1", HEADER + " Event: Main Mode processing failed");

    // Then
    assertThat(records)
        .extracting(r -> r.getHost() + " " + r.getEventTime())
        .containsExactly("15.1.1.1 2002-03-15T07:14:18Z", "hpux042 2002-03-15T12:14:18Z");
  }

  @Test
  void shouldTurnReversedAddressesRound() {
    // Given
    directory.set(
        HostDirectory.of(
            HostDefaults.UTC,
            List.of(new HostProfile("hpux042", List.of("10.1.1.1"), null, null, null))));

    // When
    receive("10.1.1.1", HEADER + " Event: ISAKMP-SA deleted 10.2.2.2/500-10.1.1.1/500");

    // Then
    assertThat(records.get(0).getPeer()).isEqualTo("10.2.2.2");
    assertThat(records.get(0).getLocal()).isEqualTo("10.1.1.1");
  }
}
