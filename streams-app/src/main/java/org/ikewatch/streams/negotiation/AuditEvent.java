package org.ikewatch.streams.negotiation;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ikewatch.schemas.AuditLevel;

/**
 * One audit record as the correlation sees it.
 *
 * @param host canonical host name
 * @param time when the host wrote it, for order and deadlines; differs from {@code stamp} if the
 *     stamp is not believed
 * @param stamp the time that the record itself states
 * @param receivedAt when ingest received it
 * @param msg the Msg counter, if the header was in hand
 * @param signal what the text means
 * @param signalId the catalogue's own name of that meaning
 * @param peer the remote address that the text names
 * @param local the host's own address that the text names
 * @param attributes the catalogue entry's other captures
 * @param product the product version from the inventory
 * @param text the event text
 * @param eventMissing whether only the header of the record arrived
 * @param ingestor the ingestor that received it; empty if it did not say
 * @param file the audit file in a replay
 * @param line the line in that file
 */
public record AuditEvent(
    String host,
    Instant time,
    Instant stamp,
    Instant receivedAt,
    OptionalLong msg,
    AuditLevel level,
    Signal signal,
    String signalId,
    Optional<String> peer,
    Optional<String> local,
    Map<String, String> attributes,
    Optional<String> product,
    String text,
    boolean eventMissing,
    String ingestor,
    Optional<String> file,
    OptionalLong line) {

  /** Order inside a host: time, then Msg; records without Msg last. Arrival breaks ties. */
  public static final Comparator<AuditEvent> ORDER =
      Comparator.comparing(AuditEvent::time)
          .thenComparingLong(event -> event.msg().orElse(Long.MAX_VALUE));

  public AuditEvent {
    requireNonNull(level);
    requireNonNull(text);
    if (host.isEmpty()) {
      throw new IllegalArgumentException("an audit event has a host");
    }
    attributes = Map.copyOf(attributes);
  }

  /** The same record at this time on the host's clock. */
  public AuditEvent at(Instant effective) {
    return effective.equals(time)
        ? this
        : new AuditEvent(
            host,
            effective,
            stamp,
            receivedAt,
            msg,
            level,
            signal,
            signalId,
            peer,
            local,
            attributes,
            product,
            text,
            eventMissing,
            ingestor,
            file,
            line);
  }

  /** The same record about the other address: texts with an arrow may name the host last. */
  public AuditEvent between(Optional<String> ownAddress, Optional<String> remote) {
    return new AuditEvent(
        host,
        time,
        stamp,
        receivedAt,
        msg,
        level,
        signal,
        signalId,
        remote,
        ownAddress,
        attributes,
        product,
        text,
        eventMissing,
        ingestor,
        file,
        line);
  }

  /** Whether the stamp was replaced for order and deadlines. */
  public boolean stampBelieved() {
    return stamp.equals(time);
  }

  /** What the record means for a negotiation. */
  public Meaning meaning() {
    return switch (signal) {
      case IKEV2_STATE -> Ikev2Transition.meaning(attribute("fromState"), attribute("toState"));
      case NOTIFY_RECEIVED ->
          // The peer refused our identity; only IKEv2 names the peer (RFC 7296 section 3.10.1).
          "AUTHENTICATION_FAILED".equals(attribute("notify")) && peer.isPresent()
              ? Meaning.PHASE1_FAILED
              : Meaning.CONTEXT;
      case POLICY_FOUND ->
          "2".equals(attribute("ikeVersion")) ? Meaning.IKEV2_POLICY_FOUND : Meaning.CONTEXT;
      default -> signal.meaning();
    };
  }

  /** Whether this can change a negotiation. */
  public boolean bearsOnNegotiation() {
    return meaning().bearsOnNegotiation();
  }

  /** The phase that the record is about. */
  public Phase phase() {
    return switch (meaning()) {
      case QM_FAILED, QM_UP, QM_STARTED -> Phase.PHASE2;
      default -> Phase.PHASE1;
    };
  }

  /** Whether this states a failure. */
  public boolean failure() {
    return meaning().failure();
  }

  /** Whether the host writes informative records. */
  public boolean informative() {
    return level == AuditLevel.INFORMATIVE || level == AuditLevel.DEBUG;
  }

  /** The number of records that syslogd suppressed as repetitions; 0 if it is not readable. */
  public long repetitions() {
    try {
      return Math.max(0, Long.parseLong(attributes.getOrDefault("count", "0")));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether only a responder writes this text. */
  public boolean writtenByResponder() {
    return signal == Signal.PHASE2_NO_POLICY || signal == Signal.PHASE1_NO_CONFIG;
  }

  /** The initiator's and responder's cookie, or the IKEv2 SA's pointer; empty if neither. */
  public String saIdentity() {
    String cookies = attribute("cookies");
    return cookies.isEmpty() ? attribute("ikeSa") : cookies;
  }

  /** The message id of a Quick Mode; empty if the text has none. */
  public String messageId() {
    return attribute("messageId");
  }

  /** A capture of the catalogue entry; empty if there is none of that name. */
  public String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }
}
