package org.ikewatch.ingest.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ikewatch.ingest.audit.Hold;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.schemas.RejectedInput;
import org.junit.jupiter.api.Test;

/** A sender that waits for answers gets one when all of its message is safe, and not before. */
final class ReceiptsTest {
  private static final String HEADER =
      "<134>Mar 15 07:14:18 ikmpd: Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
  private static final String EVENT =
      "<134>Mar 15 07:14:18 ikmpd: Event: MM negotiation timeout, src 15.2.2.2.";

  private final List<Receipt> held = new ArrayList<>();
  private final List<String> settled = new ArrayList<>();
  private final Intake intake =
      new Intakes(
              CatalogueLoader.standard(),
              () -> HostDirectory.empty(HostDefaults.UTC),
              new IntakeSettings(Hold.FOREVER, 100, 4096),
              new Holding())
          .open("RELP");

  /** Keeps the receipts as a publisher does whose broker has not answered yet. */
  private final class Holding implements IntakeOutput {
    @Override
    public void received(int lines) {}

    @Override
    public RecordOutput recordsOf(Origin origin) {
      return assembled -> held.add(new AuditEntry(assembled, origin).receipt());
    }

    @Override
    public void rejected(RejectedInput input, Receipt receipt) {
      held.add(receipt);
    }

    @Override
    public void ignored(IgnoreReason reason, Receipt receipt) {
      receipt.settle();
    }
  }

  @Test
  void shouldSettleTheLinesOfARecordTogether() {
    // Given
    send("header", HEADER);
    send("event", EVENT);

    // When
    publisherSettles();

    // Then
    assertThat(held).hasSize(1);
    assertThat(settled).containsExactly("header", "event");
  }

  @Test
  void shouldSettleAMessageOfSeveralRecordsOnce() {
    // Given
    String text = EVENT.substring(EVENT.indexOf("Event"));
    send(
        "message",
        HEADER + " " + text + "\n" + HEADER.substring(HEADER.indexOf("Msg:")) + " " + text);
    assertThat(held).hasSize(2);

    // When
    held.get(0).settle();
    List<String> afterTheFirst = List.copyOf(settled);
    held.get(1).settle();

    // Then
    assertThat(afterTheFirst).isEmpty();
    assertThat(settled).containsExactly("message");
  }

  @Test
  void shouldSettleWhatIsRejectedOrIgnored() {
    // Given
    send("noise", "<134>Mar 15 07:14:18 cron: nothing of ours");
    send("blank", "");

    // When
    publisherSettles();

    // Then
    assertThat(settled).containsExactly("blank", "noise");
  }

  @Test
  void shouldSettleNothingThatStillWaits() {
    // When
    send("header", HEADER);
    publisherSettles();

    // Then
    assertThat(settled).isEmpty();
  }

  @Test
  void shouldNotWaitForARecordThatADatagramIsPartOf() {
    // When
    intake.syslog(HEADER.getBytes(UTF_8), "15.1.1.42", 0, false, Receipt.NONE);
    intake.syslog(EVENT.getBytes(UTF_8), "15.1.1.42", 0, false, Receipt.DATAGRAM);

    // Then
    assertThat(held).extracting(Receipt::canWait).containsExactly(false);
  }

  private void send(String name, String line) {
    intake.syslog(line.getBytes(UTF_8), "15.1.1.42", 0, false, () -> settled.add(name));
  }

  private void publisherSettles() {
    held.forEach(Receipt::settle);
  }
}
