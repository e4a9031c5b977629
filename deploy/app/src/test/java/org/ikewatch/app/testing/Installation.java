package org.ikewatch.app.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ikewatch.app.allinone.AllInOne;
import org.ikewatch.app.allinone.AllInOneConfig;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.Topics;

/** Everything in one process on ports of the system's choice, seen from outside. */
public final class Installation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicLong LAST_MSG = new AtomicLong(10_000);
  private static final String LAST_PEER = "192.0.2.254";

  private final AllInOne ikewatch;
  private final RecordingDestination terminal;
  private final TopicReader<AuditRecord> audit;
  private final TopicReader<RejectedInput> rejects;
  private final TopicReader<Incident> incidents;

  private Installation(AllInOne ikewatch, RecordingDestination terminal) {
    this.ikewatch = ikewatch;
    this.terminal = terminal;
    this.audit = new TopicReader<>(ikewatch, Topics.AUDIT, AuditRecord.class);
    this.rejects = new TopicReader<>(ikewatch, Topics.REJECTS, RejectedInput.class);
    this.incidents = new TopicReader<>(ikewatch, Topics.INCIDENTS, Incident.class);
  }

  /** Starts one with its data in this directory. */
  public static Installation in(Path data) {
    RecordingDestination terminal = new RecordingDestination();
    AllInOneConfig config = new AllInOneConfig(data, 0, 0, 0);
    return new Installation(AllInOne.start(config, terminal, part -> {}), terminal);
  }

  public InetSocketAddress tcp() {
    return ikewatch.tcpAddress();
  }

  public InetSocketAddress udp() {
    return ikewatch.udpAddress();
  }

  public String bootstrapServers() {
    return ikewatch.bootstrapServers();
  }

  public String registryUrl() {
    return ikewatch.registryUrl();
  }

  public IngestMetrics.Counts counts() {
    return ikewatch.counts();
  }

  /** What became of the input since these counts were taken. */
  public IngestMetrics.Counts countsSince(IngestMetrics.Counts before) {
    IngestMetrics.Counts now = counts();
    return new IngestMetrics.Counts(
        now.received() - before.received(),
        now.published() - before.published(),
        now.rejected() - before.rejected(),
        now.dropped() - before.dropped(),
        now.ignored() - before.ignored(),
        now.recovered() - before.recovered(),
        now.spooled() - before.spooled());
  }

  /** Every audit record on the broker, heartbeats left out. */
  public List<ConsumerRecord<String, AuditRecord>> audit() {
    return audit.all().stream()
        .filter(sent -> sent.value().getKind() == RecordKind.RECORD)
        .toList();
  }

  /** Every audit record of one host. */
  public List<AuditRecord> auditOf(String host) {
    return audit().stream()
        .map(ConsumerRecord::value)
        .filter(sent -> sent.getHost().equals(host))
        .toList();
  }

  /** Every rejected input on the broker. */
  public List<RejectedInput> rejects() {
    return rejects.all().stream().map(ConsumerRecord::value).toList();
  }

  /** Every revision published; those of one incident in their order. */
  public List<Incident> published() {
    return incidents.all().stream()
        .map(ConsumerRecord::value)
        .filter(incident -> !LAST_PEER.equals(incident.getPeer()))
        .toList();
  }

  /** Every revision published for one host. */
  public List<Incident> publishedOf(String host) {
    return published().stream().filter(incident -> incident.getHost().equals(host)).toList();
  }

  /** Every revision published for one host and one peer. */
  public List<Incident> published(String host, String peer) {
    return publishedOf(host).stream()
        .filter(incident -> Objects.equals(incident.getPeer(), peer))
        .toList();
  }

  /** Every revision that came to the terminal for one host and one peer. */
  public List<Incident> shown(String host, String peer) {
    return terminal.delivered().stream()
        .filter(incident -> incident.getHost().equals(host))
        .filter(incident -> Objects.equals(incident.getPeer(), peer))
        .toList();
  }

  /** What the database has of one host and one peer. */
  public List<IncidentRow> stored(String host, String peer) {
    return IncidentRow.between(ikewatch.databaseFile(), host, peer);
  }

  /**
   * Waits until so many lines are received and accounted for. Datagrams need it before {@link
   * #awaitSettled}, whose record comes over TCP and may overtake them.
   */
  public void awaitAccounted(long received) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(counts().received()).isEqualTo(received);
              assertThat(counts().pending()).isZero();
            });
  }

  /**
   * Waits until all that this host has sent is correlated and delivered: sends one more trouble,
   * with another peer, and waits for that.
   */
  public void awaitSettled(String host) {
    long msg = LAST_MSG.incrementAndGet();
    Syslog.tcp(
        tcp(),
        "<155>Mar 15 07:15:00 %s ikmpd: Msg: %d From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:15:00"
                .formatted(host, msg)
            + " 2002 Event: MM negotiation timeout, src "
            + LAST_PEER);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                shown(host, LAST_PEER).stream()
                    .filter(revision -> cites(revision, msg))
                    .anyMatch(revision -> isStored(host, revision)));
  }

  private static boolean cites(Incident revision, long msg) {
    return revision.getEvidence().stream().anyMatch(evidence -> evidence.getMsg() == msg);
  }

  private boolean isStored(String host, Incident revision) {
    return stored(host, LAST_PEER).stream()
        .anyMatch(row -> row.revision() >= revision.getRevision());
  }

  @Override
  public void close() {
    incidents.close();
    rejects.close();
    audit.close();
    ikewatch.close();
  }
}
