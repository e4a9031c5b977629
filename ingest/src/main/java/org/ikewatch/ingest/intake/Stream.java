package org.ikewatch.ingest.intake;

import org.ikewatch.ingest.audit.AssembledRecord;
import org.ikewatch.ingest.audit.AuditLine;
import org.ikewatch.ingest.audit.AuditRecordAssembler;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.audit.RejectReason;
import org.ikewatch.ingest.host.Host;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.syslog.Writer;

/** The lines of one program on one host, on their way to be records. */
final class Stream implements AuditRecordAssembler.Output {
  /** Writes a rejected line. */
  interface Rejects {
    void reject(
        RejectReason reason, byte[] bytes, long length, String sender, long now, Receipt receipt);
  }

  private final Writer writer;
  private final AuditWriters auditWriters;
  private final AuditRecordAssembler assembler;
  private final Rejects rejects;
  private final IntakeOutput output;
  private final Spokesmen spokesmen;
  private HostDirectory resolvedBy;
  private RecordOutput records;

  private boolean hostClaimed;
  private boolean waiting;
  private boolean used;
  private boolean listed;

  Stream(
      Writer writer,
      AuditWriters auditWriters,
      Catalogue catalogue,
      IntakeSettings settings,
      Rejects rejects,
      IntakeOutput output) {
    this.writer = writer;
    this.auditWriters = auditWriters;
    this.assembler = new AuditRecordAssembler(catalogue, settings.hold(), this);
    this.spokesmen = settings.spokesmen();
    this.rejects = rejects;
    this.output = output;
  }

  /** Looks the host up again where the directory is another than last time. */
  void resolve(HostDirectory directory) {
    if (resolvedBy != directory) {
      Host host = directory.resolve(writer.usableHost(), writer.sender());
      hostClaimed = spokesmen.isClaim(writer, directory);
      records = output.recordsOf(new Origin(host, writer.origin(), writer.file(), hostClaimed));
      resolvedBy = directory;
    }
  }

  Writer writer() {
    return writer;
  }

  /** It is of use just now. */
  void use() {
    used = true;
  }

  /** Whether it was of use since this was asked before. */
  boolean wasUsed() {
    boolean before = used;
    used = false;
    return before;
  }

  /** Takes note that it is on the list of those that wait; false where it was already. */
  boolean list() {
    boolean before = listed;
    listed = true;
    return !before;
  }

  /** Takes note that it is off that list. */
  boolean unlist() {
    listed = false;
    return true;
  }

  /** Takes note whether its record waits for more lines; tells whether that is news. */
  boolean waitingChanged() {
    boolean before = waiting;
    waiting = assembler.isPending();
    return waiting != before;
  }

  boolean isWaiting() {
    return waiting;
  }

  AuditRecordAssembler assembler() {
    return assembler;
  }

  @Override
  public void record(AssembledRecord assembled) {
    if (!auditWriters.wrote(writer, assembled)) {
      assembled.lines().forEach(line -> rejected(line, RejectReason.NOT_AN_AUDIT_RECORD));
    } else if (hostClaimed && spokesmen.refuses()) {
      assembled.lines().forEach(line -> rejected(line, RejectReason.HOST_CLAIMED));
    } else {
      records.record(assembled);
    }
  }

  @Override
  public void rejected(AuditLine line, RejectReason reason) {
    rejects.reject(
        reason, line.raw(), line.raw().length, writer.origin(), line.arrivedAt(), line.receipt());
  }

  @Override
  public void ignored(AuditLine line, IgnoreReason reason) {
    output.ignored(reason, line.receipt());
  }
}
