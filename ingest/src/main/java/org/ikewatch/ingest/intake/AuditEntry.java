package org.ikewatch.ingest.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.ikewatch.ingest.audit.AssembledRecord;
import org.ikewatch.ingest.audit.AuditHeader;
import org.ikewatch.ingest.audit.AuditLine;
import org.ikewatch.ingest.audit.Claims;
import org.ikewatch.ingest.audit.EventDate;
import org.ikewatch.ingest.audit.Flag;
import org.ikewatch.ingest.audit.Match;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.host.Host;
import org.ikewatch.schemas.EventTimeSource;

/**
 * An assembled record with all that its origin adds: its host's own addresses tell which of two is
 * the peer, its zone when it was written. What the contract's AuditRecord says is here, without the
 * objects that it would take.
 */
@SuppressWarnings("ReferenceEquality") // most lines claim nothing, and share it
public final class AuditEntry {
  private static final long FUTURE_MILLIS = 86_400_000;

  private final AssembledRecord assembled;
  private final Origin origin;
  private final String peer;
  private final String local;
  private final long receivedAt;
  private final long eventTime;
  private final EventTimeSource eventTimeSource;

  /** The record as it came from there. */
  public AuditEntry(AssembledRecord assembled, Origin origin) {
    this.assembled = assembled;
    this.origin = origin;
    Match match = assembled.match();
    Host host = origin.host();
    // Whose address src is in "MM negotiation timeout, src 15.2.2.2" the guide does not say (A0200
    // p. 174): one of the host's own is not its peer.
    boolean peerIsOwn = host.addresses().contains(match.peer());
    boolean reversed =
        peerIsOwn && !match.local().isEmpty() && !host.addresses().contains(match.local());
    this.peer = reversed ? match.local() : peerIsOwn ? "" : match.peer();
    this.local = peerIsOwn ? match.peer() : match.local();
    this.receivedAt = assembled.last().arrivedAt();
    if (assembled.header().isDated()) {
      this.eventTime =
          EventDate.toEpochMillis(
              assembled.header().date(),
              host.timezone(),
              origin.isLive() ? receivedAt : EventDate.NONE);
      this.eventTimeSource = EventTimeSource.DATE;
    } else {
      AuditLine first = assembled.first();
      long stamp = first.stamp().resolve(host.timezone(), first.arrivedAt());
      boolean stamped = stamp != EventDate.NONE;
      this.eventTime = stamped ? stamp : receivedAt;
      this.eventTimeSource = stamped ? EventTimeSource.SYSLOG : EventTimeSource.RECEIVED;
    }
  }

  /** Where it comes from. */
  public Origin origin() {
    return origin;
  }

  /** Its header; missing where that was lost. */
  public AuditHeader header() {
    return assembled.header();
  }

  /** What its text means, without the addresses. */
  public Match match() {
    return assembled.match();
  }

  /** The event's text. */
  public Span text() {
    return assembled.text();
  }

  /** The remote address that the text names; empty where it names none. */
  public String peer() {
    return peer;
  }

  /** The host's own address that the text names; empty where it names none. */
  public String local() {
    return local;
  }

  /** When its last byte arrived, in milliseconds since the epoch. */
  public long receivedAt() {
    return receivedAt;
  }

  /** When the host wrote it, in milliseconds since the epoch. */
  public long eventTime() {
    return eventTime;
  }

  /** What tells the event time. */
  public EventTimeSource eventTimeSource() {
    return eventTimeSource;
  }

  /** The structured data of the first of its messages that has any; empty if none has. */
  public String structuredData() {
    return firstClaim(claims -> !claims.structuredData().isEmpty()).structuredData();
  }

  /** The shipper's number of it; empty if the shipper numbers nothing. */
  public OptionalLong sequence() {
    return firstClaim(claims -> claims.sequence().isPresent()).sequence();
  }

  /** The file it was read from, in a replay; else the one that the shipper names; or empty. */
  public String file() {
    return origin.isLive() ? firstClaim(claims -> !claims.file().isEmpty()).file() : origin.file();
  }

  /** The version that the inventory says; else the one that the shipper says; or empty. */
  public String product() {
    String known = origin.host().product();
    return known.isEmpty() ? firstClaim(claims -> !claims.product().isEmpty()).product() : known;
  }

  private Claims firstClaim(Predicate<Claims> wanted) {
    List<AuditLine> lines = assembled.lines();
    for (int i = 0; i < lines.size(); i++) {
      Claims claims = lines.get(i).claims();
      if (claims != Claims.NONE && wanted.test(claims)) {
        return claims;
      }
    }
    return Claims.NONE;
  }

  /** The names of its flags. */
  public List<String> flags() {
    boolean future = origin.isLive() && eventTime > receivedAt + FUTURE_MILLIS;
    boolean claimed = firstClaim(Claims::shipper).shipper();
    if (assembled.flags().isEmpty() && !future && !claimed && !origin.hostClaimed()) {
      return List.of();
    }
    List<String> flags = new ArrayList<>();
    for (Flag flag : assembled.flags()) {
      flags.add(flag.name());
    }
    if (future) {
      flags.add(Flag.EVENT_TIME_IN_FUTURE.name());
    }
    if (claimed) {
      flags.add(Flag.SHIPPER_CLAIM.name());
    }
    if (origin.hostClaimed()) {
      flags.add(Flag.HOST_CLAIMED.name());
    }
    return flags;
  }

  /** The number of the line in its file on which it begins; 0 off the network. */
  public long line() {
    return assembled.first().number();
  }

  /** Of how many lines it was made. */
  public int lines() {
    return assembled.lines().size();
  }

  /** Gets to know when it is safe. */
  public Receipt receipt() {
    return Receipt.of(assembled.lines());
  }
}
