package org.ikewatch.streams.negotiation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
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
 * @param time when the host wrote it; the time received where the stamp lies further ahead than
 *     {@link #TOLERANCE}
 * @param receivedAt when ingest received it
 * @param msg the Msg counter, where the header was in hand
 * @param signal what the text means
 * @param signalId the catalogue's own name of that meaning
 * @param peer the remote address that the text names
 * @param local the host's own address that the text names
 * @param attributes the catalogue entry's other captures
 * @param product the product version from the inventory
 * @param text the event text
 * @param file the audit file in a replay
 * @param line the line in that file
 */
public record AuditEvent(
    String host,
    Instant time,
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
    Optional<String> file,
    OptionalLong line) {

  /** How far a stamp may lie ahead of the time received before it is taken for a wrong clock. */
  public static final Duration TOLERANCE = Duration.ofHours(24);

  /** Order inside a host: event time, then Msg; records without Msg last. Arrival breaks ties. */
  public static final Comparator<AuditEvent> ORDER =
      Comparator.comparing(AuditEvent::time)
          .thenComparing(event -> event.msg().orElse(Long.MAX_VALUE));

  public AuditEvent {
    requireNonNull(level);
    requireNonNull(text);
    if (host.isEmpty()) {
      throw new IllegalArgumentException("an audit event has a host");
    }
    if (time.isAfter(receivedAt.plus(TOLERANCE))) {
      time = receivedAt;
    }
    attributes = Map.copyOf(attributes);
  }

  /** Whether this can move a negotiation. */
  public boolean bearsOnNegotiation() {
    return meaning() != Meaning.CONTEXT;
  }

  /**
   * Whether this tells of nothing but that it was written, when, and with which number and level.
   */
  public boolean noise() {
    return signal == Signal.OTHER || (signal == Signal.POLICY_FOUND && !ikev2Policy());
  }

  /** Whether an IKEv2 policy was selected. */
  boolean ikev2Policy() {
    return signal == Signal.POLICY_FOUND && "2".equals(attributes.get("ikeVersion"));
  }

  /**
   * Whether this noise follows that noise so closely that the two tell the same as one run of it.
   */
  public boolean continues(AuditEvent before) {
    return noise()
        && before.noise()
        && level == before.level
        && msg.isPresent()
        && before.msg.isPresent()
        && msg.getAsLong() == before.msg.getAsLong() + 1
        && !time.isBefore(before.time)
        && !time.isAfter(before.time.plus(HostFacts.BREAK));
  }

  /** The phase that a record of failure speaks of. */
  public Phase phase() {
    return switch (meaning()) {
      case QM_FAILED, QM_UP, QM_STARTED -> Phase.PHASE2;
      default -> Phase.PHASE1;
    };
  }

  /** Whether a Quick Mode (child) negotiation begins here. */
  public boolean beginsQuickMode() {
    return meaning() == Meaning.QM_STARTED;
  }

  /** Whether this tells of a failure. */
  public boolean failure() {
    return meaning().failure();
  }

  /** Whether this tells that an ISAKMP (IKE) SA was deleted, without saying why. */
  public boolean deletesSa() {
    return meaning() == Meaning.SA_DELETED;
  }

  /** How many records this stands for: itself, or those that syslogd left out as repetitions. */
  public long repeats() {
    if (signal != Signal.MESSAGE_REPEATED) {
      return 1;
    }
    try {
      return Math.max(0, Long.parseLong(attributes.getOrDefault("count", "0")));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The initiator's and responder's cookie, which tie texts without addresses to a peer. */
  public Optional<String> cookies() {
    return Optional.ofNullable(attributes.get("cookies"));
  }

  /** The message id, which ties texts of one Quick Mode to each other. */
  public Optional<String> messageId() {
    return Optional.ofNullable(attributes.get("messageId"));
  }

  Meaning meaning() {
    return signal == Signal.IKEV2_STATE
        ? Ikev2Transition.meaning(
            attributes.getOrDefault("fromState", ""), attributes.getOrDefault("toState", ""))
        : signal.meaning();
  }
}
