package org.ikewatch.ingest.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.Hold;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.audit.RejectReason;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.syslog.FrameDecoder;
import org.ikewatch.ingest.syslog.HeaderHost;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.HostProfile;
import org.ikewatch.schemas.RejectedInput;

/** What an ingestor makes of bytes that come over one connection or as datagrams. */
final class ReceivedBytes implements IntakeOutput {
  static final String SENDER = "198.51.100.1";
  private static final Catalogue CATALOGUE = CatalogueLoader.standard();
  private static final long NOW = Instant.parse("2002-03-15T07:15:00Z").toEpochMilli();
  private static final int LONGEST = 65_536;

  private final List<AuditRecord> records = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();
  private final List<HeaderHost> unusable = new ArrayList<>();
  private final Intakes intakes;
  private int received;
  private int accounted;

  ReceivedBytes(HostProfile... inventory) {
    this(Spokesmen.ALL, inventory);
  }

  ReceivedBytes(Spokesmen spokesmen, HostProfile... inventory) {
    HostDirectory directory = HostDirectory.of(HostDefaults.UTC, List.of(inventory));
    this.intakes =
        new Intakes(
            CATALOGUE,
            () -> directory,
            new IntakeSettings(new Hold(200, 2000), 100, 4096, spokesmen),
            this);
  }

  /** A datagram from this address. */
  void datagram(String sender, String text) {
    try (Intake intake = intakes.open("UDP")) {
      intake.syslog(text.getBytes(UTF_8), sender, NOW, false, Receipt.DATAGRAM);
    }
  }

  /** Each of these is a datagram. */
  static ReceivedBytes datagrams(List<byte[]> datagrams) {
    ReceivedBytes all = new ReceivedBytes();
    try (Intake intake = all.intakes.open("UDP")) {
      for (byte[] one : datagrams) {
        intake.syslog(one, SENDER, NOW, false, Receipt.DATAGRAM);
      }
    }
    all.intakes.close();
    return all;
  }

  /** Each of these texts is a datagram. */
  static ReceivedBytes datagrams(String... texts) {
    return datagrams(List.of(texts).stream().map(text -> text.getBytes(UTF_8)).toList());
  }

  /** A connection whose sender ends messages with a line feed, a NUL or an octet count. */
  static ReceivedBytes connection(byte[] bytes) {
    ReceivedBytes all = new ReceivedBytes();
    all.connect(bytes);
    all.intakes.close();
    return all;
  }

  static ReceivedBytes connection(String text) {
    return connection(text.getBytes(UTF_8));
  }

  void connect(byte[] bytes) {
    try (Intake intake = intakes.open("TCP")) {
      FrameDecoder decoder =
          new FrameDecoder(
              LONGEST,
              100,
              new FrameDecoder.Output() {
                @Override
                public void line(byte[] frame, int start, int end, boolean cut) {
                  intake.line(frame, start, end, SENDER, NOW, cut, Receipt.NONE);
                }

                @Override
                public void frame(byte[] frame, int start, int end, boolean cut) {
                  intake.syslog(frame, start, end, SENDER, NOW, cut, Receipt.NONE);
                }

                @Override
                public void refused(RejectReason reason, byte[] head, long length) {
                  intake.refused(reason, head, length, SENDER, NOW, Receipt.NONE);
                }
              });
      decoder.feed(bytes, 0, bytes.length);
      decoder.finish();
    }
  }

  /** Hands on what waits for further lines. */
  void end() {
    intakes.close();
  }

  List<AuditRecord> records() {
    return records;
  }

  List<String> rejected() {
    return rejected;
  }

  List<HeaderHost> unusable() {
    return unusable;
  }

  /** Whether every line received was published, rejected or ignored. */
  boolean isComplete() {
    return received == accounted;
  }

  /** Host, number, event time, signal, peer and count of each record. */
  List<String> outcome() {
    return records.stream().map(ReceivedBytes::outcome).toList();
  }

  private static String outcome(AuditRecord one) {
    String count = one.getAttributes().getOrDefault("count", "");
    return "%s %s %s %s %s%s"
        .formatted(
            one.getHost(),
            one.getMsg(),
            one.getEventTime(),
            one.getSignal(),
            one.getPeer(),
            count.isEmpty() ? "" : " x" + count);
  }

  @Override
  public void received(int lines) {
    received += lines;
  }

  @Override
  public RecordOutput recordsOf(Origin origin) {
    return assembled -> {
      AuditEntry entry = new AuditEntry(assembled, origin);
      records.add(RecordMapper.toAvro(entry));
      accounted += entry.lines();
    };
  }

  @Override
  public void rejected(RejectedInput input, Receipt receipt) {
    rejected.add(input.getReason());
    accounted++;
  }

  @Override
  public void ignored(IgnoreReason reason, Receipt receipt) {
    accounted++;
  }

  @Override
  public void unusableHost(HeaderHost reason) {
    unusable.add(reason);
  }
}
