package org.ikewatch.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.EventDate;
import org.ikewatch.ingest.audit.Hold;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.audit.RejectReason;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.intake.AuditEntry;
import org.ikewatch.ingest.intake.Intake;
import org.ikewatch.ingest.intake.IntakeOutput;
import org.ikewatch.ingest.intake.IntakeSettings;
import org.ikewatch.ingest.intake.Intakes;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.ingest.intake.RecordMapper;
import org.ikewatch.ingest.intake.RecordOutput;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.EventTimeSource;
import org.ikewatch.schemas.RejectedInput;

/**
 * Reads audit records out of files, with the same code that reads them off the network. There is no
 * clock: {@code receivedAt} is the latest event time seen so far in that host's input, so that two
 * replays of the same files give the same records.
 *
 * <p>Records come out in the order of the input for each host. Close it to get the last ones.
 */
public final class AuditReplay implements AutoCloseable {
  private static final int MAX_LINE = 65_536;
  private static final int MAX_REJECT = 4_096;
  private static final IntakeSettings SETTINGS =
      new IntakeSettings(Hold.FOREVER, Integer.MAX_VALUE, MAX_REJECT);

  private final Consumer<Replayed> output;
  private final Map<String, HostTimeline> timelines = new TreeMap<>();
  private final Intake intake;
  private long latest = EventDate.NONE;

  /**
   * A replay that hands its results to {@code output}.
   *
   * @param hosts names hosts and gives their zones and own addresses
   * @param output gets every result
   */
  public AuditReplay(HostDirectory hosts, Consumer<Replayed> output) {
    this(CatalogueLoader.standard(), hosts, output);
  }

  /** A replay that understands texts by this catalogue. */
  public AuditReplay(Catalogue catalogue, HostDirectory hosts, Consumer<Replayed> output) {
    this.output = output;
    this.intake = new Intakes(catalogue, () -> hosts, SETTINGS, new Results()).open("FILE");
  }

  /** Keeps records back until their time is known. */
  private final class Results implements IntakeOutput {
    @Override
    public void received(int lines) {}

    @Override
    public RecordOutput recordsOf(Origin origin) {
      ZoneId zone = origin.host().timezone();
      return assembled -> record(RecordMapper.toAvro(new AuditEntry(assembled, origin)), zone);
    }

    private void record(AuditRecord auditRecord, ZoneId zone) {
      timelines
          .computeIfAbsent(
              auditRecord.getHost(),
              host -> new HostTimeline(zone, r -> output.accept(new Replayed.Audited(r))))
          .add(auditRecord);
      if (auditRecord.getEventTimeSource() != EventTimeSource.RECEIVED) {
        latest = Math.max(latest, auditRecord.getEventTime().toEpochMilli());
      }
    }

    @Override
    public void rejected(RejectedInput input, Receipt receipt) {
      output.accept(new Replayed.Rejected(input));
    }

    @Override
    public void ignored(IgnoreReason reason, Receipt receipt) {}
  }

  /**
   * Reads a file of plain {@code ipsec_report -audit} text.
   *
   * @throws UncheckedIOException where it cannot be read
   */
  public void auditFile(String host, Path file) {
    String name = file.toString();
    readLines(file, (line, number) -> intake.plain(line, host, name, number));
  }

  /** Reads lines of plain audit text; {@code name} stands for the file in the records. */
  public void auditLines(String host, String name, Iterable<String> lines) {
    long number = 0;
    for (String line : lines) {
      intake.plain(line.getBytes(UTF_8), host, name, ++number);
    }
    intake.flush();
  }

  /**
   * Reads a file of syslog lines. The header or the inventory names the host; a line without a host
   * belongs to {@code senderHost}.
   *
   * @throws UncheckedIOException where it cannot be read
   */
  public void syslogFile(String senderHost, Path file) {
    String name = file.toString();
    readLines(file, (line, number) -> intake.syslog(line, senderHost, latest, false, name, number));
  }

  /** Reads syslog lines; {@code name} stands for the file in the records. */
  public void syslogLines(String senderHost, String name, Iterable<String> lines) {
    long number = 0;
    for (String line : lines) {
      intake.syslog(line.getBytes(UTF_8), senderHost, latest, false, name, ++number);
    }
    intake.flush();
  }

  private interface LineReader {
    void line(byte[] bytes, long number);
  }

  private void readLines(Path file, LineReader reader) {
    try (InputStream in = Files.newInputStream(file)) {
      LineSplitter splitter = new LineSplitter(MAX_LINE, MAX_REJECT, reader::line, this::tooLong);
      byte[] buffer = new byte[MAX_LINE];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        splitter.feed(buffer, read);
      }
      splitter.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e, e);
    }
    intake.flush();
  }

  private void tooLong(byte[] head, long length) {
    intake.refused(RejectReason.LINE_TOO_LONG, head, length, "file", latest, Receipt.NONE);
  }

  /** Hands on what was still waiting for its continuation. */
  @Override
  public void close() {
    intake.flush();
    timelines.values().forEach(HostTimeline::finish);
    timelines.clear();
  }
}
