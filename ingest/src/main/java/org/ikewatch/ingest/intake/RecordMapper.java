package org.ikewatch.ingest.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.ingest.audit.AssembledRecord;
import org.ikewatch.ingest.audit.AuditHeader;
import org.ikewatch.ingest.audit.AuditLine;
import org.ikewatch.ingest.audit.EventDate;
import org.ikewatch.ingest.audit.Flag;
import org.ikewatch.ingest.audit.Level;
import org.ikewatch.ingest.host.Host;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.EventTimeSource;
import org.ikewatch.schemas.RecordKind;

/** Writes assembled records in the words of the contract. */
final class RecordMapper {
  private static final long FUTURE_MILLIS = 86_400_000;

  private RecordMapper() {}

  /**
   * The published form of a record.
   *
   * @param file the file it stands in; empty for records off the network
   */
  static AuditRecord toAvro(AssembledRecord assembled, Host host, String sender, String file) {
    AuditHeader header = assembled.header();
    AuditRecord out = new AuditRecord();
    out.setKind(RecordKind.RECORD);
    out.setHost(host.name());
    out.setSender(sender);
    out.setReceivedAt(Instant.ofEpochMilli(assembled.last().arrivedAt()));
    out.setProduct(host.product().isEmpty() ? null : host.product());
    out.setMsg(header.isMissing() ? null : header.msg());
    out.setEntity(header.isMissing() ? null : header.entity());
    out.setLevel(level(header.level()));
    out.setSignal(assembled.match().signal());
    out.setAttributes(assembled.match().attributes());
    out.setText(assembled.text());
    out.setStructuredData(structuredData(assembled));
    setAddresses(out, assembled.match().peer(), assembled.match().local(), host);
    setEventTime(out, assembled, host);
    out.setFlags(flags(assembled, out, file.isEmpty()));
    if (!file.isEmpty()) {
      out.setFile(file);
      out.setLine(assembled.first().number());
    }
    return out;
  }

  private static AuditLevel level(Level level) {
    return switch (level) {
      case ALERT -> AuditLevel.ALERT;
      case ERROR -> AuditLevel.ERROR;
      case WARNING -> AuditLevel.WARNING;
      case INFORMATIVE -> AuditLevel.INFORMATIVE;
      case DEBUG -> AuditLevel.DEBUG;
      case UNKNOWN -> AuditLevel.UNKNOWN;
    };
  }

  /**
   * Whose address {@code src} is in "MM negotiation timeout, src 15.2.2.2" the guide does not say
   * (A0200 p. 174): one of the host's own is not its peer.
   */
  private static void setAddresses(AuditRecord out, String peer, String local, Host host) {
    boolean peerIsOwn = host.addresses().contains(peer);
    boolean reversed = peerIsOwn && !local.isEmpty() && !host.addresses().contains(local);
    if (reversed) {
      out.setPeer(local);
      out.setLocal(peer);
    } else if (peerIsOwn) {
      out.setPeer(null);
      out.setLocal(peer);
    } else {
      out.setPeer(peer.isEmpty() ? null : peer);
      out.setLocal(local.isEmpty() ? null : local);
    }
  }

  private static String structuredData(AssembledRecord assembled) {
    List<AuditLine> lines = assembled.lines();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).structuredData().isEmpty()) {
        return lines.get(i).structuredData();
      }
    }
    return null;
  }

  private static void setEventTime(AuditRecord out, AssembledRecord assembled, Host host) {
    if (assembled.header().isDated()) {
      long millis = EventDate.toEpochMillis(assembled.header().date(), host.timezone());
      out.setEventTime(Instant.ofEpochMilli(millis));
      out.setEventTimeSource(EventTimeSource.DATE);
      return;
    }
    AuditLine first = assembled.first();
    long stamp = first.stamp().resolve(host.timezone(), first.arrivedAt());
    if (stamp != EventDate.NONE) {
      out.setEventTime(Instant.ofEpochMilli(stamp));
      out.setEventTimeSource(EventTimeSource.SYSLOG);
    } else {
      out.setEventTime(out.getReceivedAt());
      out.setEventTimeSource(EventTimeSource.RECEIVED);
    }
  }

  private static List<String> flags(AssembledRecord assembled, AuditRecord out, boolean live) {
    boolean future =
        live
            && out.getEventTime().toEpochMilli()
                > out.getReceivedAt().toEpochMilli() + FUTURE_MILLIS;
    if (assembled.flags().isEmpty() && !future) {
      return List.of();
    }
    List<String> flags = new ArrayList<>();
    for (Flag flag : assembled.flags()) {
      flags.add(flag.name());
    }
    if (future) {
      flags.add(Flag.EVENT_TIME_IN_FUTURE.name());
    }
    return flags;
  }
}
