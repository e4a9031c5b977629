package org.ikewatch.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.Test;

class RejectReplayTest {
  private static final Instant T0 = Instant.parse("2026-03-01T07:14:20Z");
  private static final String SYSLOG = "<155>Mar  1 07:14:20 hpux042 ikmpd: ";
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Sun Mar 01 07:14:18 2026";
  private static final String EVENT = "Event: MM negotiation timeout, src 15.2.2.2";
  private static final String RECORD = "sent to ikewatch.audit: hpux042 Msg 413 MM_TIMEOUT";

  private final AvroSerde<AuditRecord> serde =
      AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, new InMemorySchemaRegistry());
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<Letter.Rejected> letters = new ArrayList<>();

  private void rejected(int seconds, String reason, String text) {
    rejected(seconds, reason, text, text.length());
  }

  private void rejected(int seconds, String reason, String text, int length) {
    Instant at = T0.plusSeconds(seconds);
    letters.add(
        new Letter.Rejected(
            new Place(Topics.REJECTS, 0, letters.size()),
            at,
            new RejectedInput(
                "15.1.1.42",
                at,
                "UDP",
                reason,
                "",
                ByteBuffer.wrap(text.getBytes(UTF_8)),
                (long) length)));
  }

  private List<Fate> replay(boolean rehearsal) {
    return new RejectReplay(
            CatalogueLoader.standard(),
            () -> HostDirectory.empty(HostDefaults.UTC),
            Duration.ofSeconds(2),
            serde,
            new Outbox(producer, rehearsal))
        .replay(letters);
  }

  private List<AuditRecord> sent() {
    return producer.history().stream().map(one -> serde.fromBytes(one.value())).toList();
  }

  @Test
  void shouldSendWhatIsUnderstoodNowWithItsTimeOfReceipt() {
    // Given
    rejected(7, "NOT_AN_AUDIT_RECORD", SYSLOG + HEADER + " " + EVENT);

    // When
    List<Fate> fates = replay(false);

    // Then
    assertThat(fates).containsExactly(new Fate.Done(RECORD));
    assertThat(sent())
        .extracting(
            AuditRecord::getHost,
            AuditRecord::getMsg,
            AuditRecord::getPeer,
            AuditRecord::getReceivedAt,
            AuditRecord::getSender,
            AuditRecord::getFile)
        .containsExactly(tuple("hpux042", 413L, "15.2.2.2", T0.plusSeconds(7), "15.1.1.42", null));
    assertThat(producer.history())
        .extracting(one -> one.topic() + " " + new String(one.key(), UTF_8) + " " + one.timestamp())
        .containsExactly("ikewatch.audit hpux042 " + T0.plusSeconds(7).toEpochMilli());
  }

  @Test
  void shouldSayWhatIsStillRejectedAndWhy() {
    // Given
    rejected(0, "NOT_AN_AUDIT_RECORD", "GET / HTTP/1.1");
    rejected(0, "CONNECTION_CUT", SYSLOG + "Msg: 413 From: IKM");
    rejected(0, "BAD_OCTET_COUNT", "x" + SYSLOG + HEADER);
    rejected(0, "LINE_TOO_LONG", SYSLOG + HEADER + " " + EVENT, 70_000);

    // When
    List<Fate> fates = replay(false);

    // Then
    assertThat(fates)
        .containsExactly(
            new Fate.Refused(
                "still rejected, NOT_AN_AUDIT_RECORD: The text is neither a header, nor an event,"
                    + " nor the continuation of one."),
            new Fate.Refused(
                "still rejected, CONNECTION_CUT: The connection ended inside the line, and what"
                    + " came does not make a whole record."),
            new Fate.Unsendable("it is no message, but where the framing of messages broke"),
            new Fate.Unsendable("only 142 of its 70000 bytes were kept"));
    assertThat(sent()).isEmpty();
  }

  @Test
  void shouldPutTogetherTheLinesOfOneRecord() {
    // Given
    rejected(0, "NOT_AN_AUDIT_RECORD", SYSLOG + HEADER);
    rejected(1, "NOT_AN_AUDIT_RECORD", SYSLOG + EVENT);

    // When
    List<Fate> fates = replay(false);

    // Then
    assertThat(fates).containsExactly(new Fate.Done(RECORD), new Fate.Done(RECORD));
    assertThat(sent())
        .extracting(AuditRecord::getMsg, AuditRecord::getReceivedAt)
        .containsExactly(tuple(413L, T0.plusSeconds(1)));
  }

  @Test
  void shouldKeepApartWhatCameFarApart() {
    // Given
    rejected(0, "NOT_AN_AUDIT_RECORD", SYSLOG + HEADER);
    rejected(3, "NOT_AN_AUDIT_RECORD", SYSLOG + EVENT);

    // When
    List<Fate> fates = replay(false);

    // Then
    assertThat(fates).hasSize(2).hasOnlyElementsOfType(Fate.Done.class);
    assertThat(sent())
        .extracting(AuditRecord::getMsg, AuditRecord::getFlags)
        .containsExactly(
            tuple(413L, List.of("EVENT_MISSING")), tuple(null, List.of("HEADER_MISSING")));
  }

  @Test
  void shouldSendNothingOfAMessageThatIsUnderstoodInPart() {
    // Given
    rejected(0, "NOT_AN_AUDIT_RECORD", SYSLOG + HEADER + " " + EVENT + "\nMsg: what?");

    // When
    List<Fate> fates = replay(false);

    // Then
    assertThat(fates).hasSize(1).hasOnlyElementsOfType(Fate.Refused.class);
    assertThat(sent()).isEmpty();
  }

  @Test
  void shouldHaveDoneWithWhatCarriesNothing() {
    // Given
    rejected(0, "NOT_AN_AUDIT_RECORD", " ");

    // When, Then
    assertThat(replay(false)).containsExactly(new Fate.Done("left out: there is nothing in it"));
  }

  @Test
  void shouldSendNothingInARehearsal() {
    // Given
    rejected(0, "NOT_AN_AUDIT_RECORD", SYSLOG + HEADER + " " + EVENT);

    // When, Then
    assertThat(replay(true)).containsExactly(new Fate.Done(RECORD));
    assertThat(sent()).isEmpty();
  }
}
