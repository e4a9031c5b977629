package org.ikewatch.app.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ikewatch.app.testing.IncidentRow;
import org.ikewatch.app.testing.Installation;
import org.ikewatch.app.testing.RunningInstallation;
import org.ikewatch.app.testing.Syslog;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.schemas.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningInstallation.class)
class AllInOneIT {
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
  private static final String EVENT = "Event: MM negotiation timeout, src 15.2.2.2";
  private static final String PEER = "15.2.2.2";

  private final Installation ikewatch;

  AllInOneIT(Installation ikewatch) {
    this.ikewatch = ikewatch;
  }

  @Test
  void shouldMakeOneIncidentOfTheGuidesSampleInBareLinesOverTcp() {
    // Given
    String host = "127.0.0.1";

    // When
    Syslog.tcp(ikewatch.tcp(), HEADER + " " + EVENT);
    Syslog.tcp(ikewatch.tcp(), HEADER, EVENT);

    // Then
    ikewatch.awaitSettled(host);
    thenBothFormsAreRead(host);
    thenThereIsOneMainModeFailure(host);
  }

  @Test
  void shouldMakeOneIncidentOfTheGuidesSampleInDatagrams() {
    // Given
    String host = "hpux042";
    String syslog = "<155>Mar 15 07:14:20 hpux042 ikmpd: ";
    long received = ikewatch.counts().received();

    // When
    Syslog.udp(ikewatch.udp(), syslog + HEADER + " " + EVENT);
    Syslog.udp(ikewatch.udp(), syslog + HEADER, syslog + EVENT);

    // Then
    ikewatch.awaitAccounted(received + 3);
    ikewatch.awaitSettled(host);
    thenBothFormsAreRead(host);
    thenThereIsOneMainModeFailure(host);
  }

  private void thenBothFormsAreRead(String host) {
    assertThat(ikewatch.auditOf(host))
        .filteredOn(sent -> PEER.equals(sent.getPeer()))
        .extracting(AuditRecord::getMsg, AuditRecord::getText)
        .containsOnly(tuple(413L, "MM negotiation timeout, src 15.2.2.2"))
        .hasSize(2);
  }

  private void thenThereIsOneMainModeFailure(String host) {
    List<Incident> published = ikewatch.published(host, PEER);
    assertThat(published).hasSize(1);
    Incident incident = published.get(0);
    assertThat(new IncidentJson().line(incident))
        .isEqualTo(
            """
            {"incidentId":"%s","revision":1,"scope":"PEER","status":"OPEN",\
            "verdict":"MM_FAILURE","confidence":"CONFIRMED","reason":null,"cause":"SILENT_PEER",\
            "host":"%s","peer":"15.2.2.2","openedAt":"2002-03-15T07:14:18Z",\
            "updatedAt":"2002-03-15T07:14:18Z","resolvedAt":null,"attempts":1,"flaps":0,\
            "parent":null,"candidates":[],"evidence":[{"host":"%s","msg":413,"level":"ERROR",\
            "eventTime":"2002-03-15T07:14:18Z","signal":"MM_TIMEOUT",\
            "text":"MM negotiation timeout, src 15.2.2.2","file":null,"line":null,"flags":[]}],\
            "nextCommands":["ipsec_report -mad","ipsec_policy -da 15.2.2.2 -dir out",\
            "ipsec_admin -auditlvl informative",\
            "ipsec_report -audit $(ls -t /var/adm/ipsec/audit*.log | head -1) -entity ikmpd"],\
            "explanation":["It failed: Msg 413 of 2002-03-15T07:14:18Z says \\"MM negotiation timeout, \
            src 15.2.2.2\\".","No record of a phase-1 success of this attempt is in hand from \
            2002-03-15T07:13:47Z to 2002-03-15T07:14:18Z: one exchange gives up after 31 s \
            (A0201 appendix A p. 6, A0300 p. 166)."],\
            "sa":null,"peerProvenance":"NAMED","local":null}"""
                .formatted(incident.getIncidentId(), host, host));
    assertThat(ikewatch.shown(host, PEER)).containsExactly(incident);
    assertThat(ikewatch.stored(host, PEER))
        .containsExactly(
            new IncidentRow(incident.getIncidentId(), 1, "MM_FAILURE", "CONFIRMED", host, PEER));
  }

  @Test
  void shouldTellTheDeleteThatAQuickModeTriggered() {
    // Given
    String host = "hpux043";
    String peer = "15.3.3.3";
    String syslog = "<155>Mar 15 07:14:20 hpux043 ikmpd: ";

    // When
    Syslog.tcp(
        ikewatch.tcp(),
        syslog
            + "Msg: 1 From: IKMPD Lvl: INFORMATIVE Date: Fri Mar 15 07:14:18 2002"
            + " Event: MM negotiation complete with the peer 15.3.3.3",
        syslog
            + "Msg: 2 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:19 2002"
            + " Event: QM negotiation timeout, mess ID 1a2b",
        syslog
            + "Msg: 3 From: IKMPD Lvl: INFORMATIVE Date: Fri Mar 15 07:14:20 2002"
            + " Event: ISAKMP-SA deleted 15.1.1.43-15.3.3.3"
            + " spi:0011223344556677:8899aabbccddeeff");

    // Then
    ikewatch.awaitSettled(host);
    List<Incident> published = ikewatch.published(host, peer);
    assertThat(published)
        .extracting(Incident::getRevision, Incident::getVerdict, Incident::getConfidence)
        .containsExactly(
            tuple(1, Verdict.QM_TRIGGERED_DELETE, Confidence.INFERRED),
            tuple(2, Verdict.QM_TRIGGERED_DELETE, Confidence.CONFIRMED));
    Incident last = published.get(1);
    assertThat(published.get(0).getIncidentId()).isEqualTo(last.getIncidentId());
    assertThat(last.getEvidence())
        .extracting(evidence -> evidence.getMsg() + " " + evidence.getSignal())
        .containsExactly("1 MM_COMPLETE", "2 QM_TIMEOUT", "3 PHASE1_SA_DELETED");
    assertThat(ikewatch.publishedOf(host)).isEqualTo(published);
    assertThat(ikewatch.shown(host, peer)).isEqualTo(published);
    assertThat(ikewatch.stored(host, peer))
        .containsExactly(
            new IncidentRow(
                last.getIncidentId(),
                last.getRevision(),
                "QM_TRIGGERED_DELETE",
                "CONFIRMED",
                host,
                peer));
  }

  @Test
  void shouldKeyRecordsByTheCanonicalHostAndStampThemWithTheTimeOfReceipt() {
    // Given
    Instant before = Instant.now();
    long received = ikewatch.counts().received();

    // When
    Syslog.udp(ikewatch.udp(), "<155>Mar 15 07:14:20 HPUX044 ikmpd: " + HEADER + " " + EVENT);

    // Then
    ikewatch.awaitAccounted(received + 1);
    ikewatch.awaitSettled("hpux044");
    List<ConsumerRecord<String, AuditRecord>> sent =
        ikewatch.audit().stream()
            .filter(one -> one.value().getHost().equals("hpux044"))
            .filter(one -> PEER.equals(one.value().getPeer()))
            .toList();
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).key()).isEqualTo("hpux044");
    Instant stamped = Instant.ofEpochMilli(sent.get(0).timestamp());
    assertThat(stamped)
        .isEqualTo(sent.get(0).value().getReceivedAt())
        .isBetween(before.minusMillis(1), Instant.now());
    assertThat(sent.get(0).value().getEventTime()).isEqualTo("2002-03-15T07:14:18Z");
  }
}
