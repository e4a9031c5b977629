package org.ikewatch.streams.testing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.EventTimeSource;
import org.ikewatch.schemas.RecordKind;

/** The vocabulary of the tests: {@code host("a").mmTimeout("10.0.0.2").at(3)}. */
public final class Script {
  /** All event times count in seconds from here. */
  public static final Instant T0 = Instant.parse("2009-03-02T12:00:00Z");

  private Script() {}

  public static Host host(String name) {
    return new Host(name, null);
  }

  public static Instant t(long seconds) {
    return T0.plusSeconds(seconds);
  }

  /** Time passes on ingest's clock. */
  public static AuditRecord heartbeat(long seconds) {
    return AuditRecord.newBuilder()
        .setKind(RecordKind.HEARTBEAT)
        .setHost("")
        .setSender("")
        .setReceivedAt(t(seconds))
        .setEventTime(t(seconds))
        .build();
  }

  /** What one host may write. */
  public record Host(String name, String product) {
    public Host product(String version) {
      return new Host(name, version);
    }

    public Draft mmTimeout(String peer) {
      return error("MM_TIMEOUT", "MM negotiation timeout, src " + peer).peer(peer);
    }

    public Draft mmFailed() {
      return error("MM_FAILED", "Main Mode processing failed");
    }

    public Draft mmComplete(String peer) {
      return informative("MM_COMPLETE", "MM negotiation complete with the peer " + peer).peer(peer);
    }

    public Draft qmFailed() {
      return error("QM_FAILED", "Quick Mode processing failed");
    }

    public Draft qmTimeout() {
      return error("QM_TIMEOUT", "QM negotiation timeout, mess ID 1a2b").with("messageId", "1a2b");
    }

    public Draft saDeleted(String peer) {
      return informative("PHASE1_SA_DELETED", "ISAKMP-SA deleted 10.0.0.1-" + peer).peer(peer);
    }

    public Draft saExpired(String peer) {
      return informative("PHASE1_SA_EXPIRED", "ISAKMP-SA expired 10.0.0.1-" + peer).peer(peer);
    }

    public Draft initialContact(String peer) {
      return informative("INITIAL_CONTACT", "processing INITIALCONTACT for 10.0.0.1->" + peer)
          .peer(peer);
    }

    public Draft phase1Initiate(String peer) {
      return informative(
              "PHASE1_INITIATE",
              "initiate new phase 1 negotiation: 10.0.0.1/500<=>" + peer + "/500")
          .peer(peer);
    }

    public Draft phase1Respond(String peer) {
      return informative(
              "PHASE1_RESPOND", "respond new phase 1 negotiation: 10.0.0.1/500<=>" + peer + "/500")
          .peer(peer);
    }

    public Draft phase1Established(String peer, String cookies) {
      return informative(
              "PHASE1_ESTABLISHED", "ISAKMP-SA established 10.0.0.1-" + peer + " spi:" + cookies)
          .peer(peer)
          .with("cookies", cookies);
    }

    public Draft phase1Timeout() {
      return error("PHASE1_TIMEOUT", "phase1 negotiation failed due to time up");
    }

    public Draft waitingForPhase1() {
      return error(
          "PHASE2_WAITING_PHASE1", "phase2 negotiation failed due to time up waiting for phase1");
    }

    public Draft rejectedHash() {
      return error(
          "PHASE1_REJECTED", "rejected hashtype: DB(prop#1:trns#1):Peer(prop#1:trns#1) = MD5:SHA1");
    }

    public Draft phase2Established(String peer) {
      return informative("PHASE2_ESTABLISHED", "IPsec-SA established: ESP 10.0.0.1->" + peer)
          .peer(peer);
    }

    public Draft phase2Timeout(String cookies) {
      return error(
              "PHASE2_TIMEOUT",
              "phase2 negotiation failed due to time up. " + cookies + ":1a2b3c4d")
          .with("cookies", cookies);
    }

    public Draft noMatchingSelector() {
      return error("PHASE2_NO_POLICY", "can't find matching selector");
    }

    public Draft policyFound(String version, String policy) {
      return informative("POLICY_FOUND", "found ikev" + version + " policy: " + policy)
          .with("policy", policy)
          .with("ikeVersion", version);
    }

    public Draft selectorFound(String policy) {
      return informative("HOST_SELECTOR_FOUND", "found host selector: " + policy)
          .with("policy", policy);
    }

    public Draft repeated(int times) {
      return draft(
              AuditLevel.UNKNOWN, "MESSAGE_REPEATED", "above message repeats " + times + " times")
          .with("count", Integer.toString(times));
    }

    public Draft noise() {
      return informative("UNKNOWN_TEXT", "some text of no meaning to us");
    }

    public Draft ikev2State(String peer, String from, String to) {
      return draft(
              AuditLevel.DEBUG,
              "IKEV2_STATE",
              "local 10.0.0.1/500 - remote "
                  + peer
                  + "/500:ike_sa 40079580 state "
                  + from
                  + " -> "
                  + to)
          .peer(peer)
          .with("fromState", from)
          .with("toState", to);
    }

    public Draft ikev2RetransmitExceeded() {
      return error(
          "IKEV2_RETRANSMIT_EXCEEDED",
          "local ? - remote ?:retransmission count exceeded the limit");
    }

    public Draft ikev2NoProposal(String peer) {
      return error(
              "IKEV2_NO_PROPOSAL",
              "local 10.0.0.1/500 - remote " + peer + "/500:no proposal chosen")
          .peer(peer);
    }

    public Draft ikev2ChildFailed(String peer) {
      return error(
              "IKEV2_CHILD_FAILED",
              "local 10.0.0.1/500 - remote "
                  + peer
                  + "/500:received Notify type NO_PROPOSAL_CHOSEN, failed establishing child_sa")
          .peer(peer);
    }

    private Draft error(String signal, String text) {
      return draft(AuditLevel.ERROR, signal, text);
    }

    private Draft informative(String signal, String text) {
      return draft(AuditLevel.INFORMATIVE, signal, text);
    }

    private Draft draft(AuditLevel level, String signal, String text) {
      return new Draft(this, level, signal, text, null, new HashMap<>());
    }
  }

  /** A record without its time. */
  public record Draft(
      Host host,
      AuditLevel level,
      String signal,
      String text,
      String peer,
      Map<String, String> attributes) {

    public Draft peer(String address) {
      return new Draft(host, level, signal, text, address, attributes);
    }

    public Draft with(String name, String value) {
      Map<String, String> all = new HashMap<>(attributes);
      all.put(name, value);
      return new Draft(host, level, signal, text, peer, all);
    }

    /** Written and received this many seconds after {@link #T0}; Msg counts like the seconds. */
    public AuditRecord at(long seconds) {
      return at(seconds, seconds);
    }

    /** Written and received after so many seconds, with this Msg. */
    public AuditRecord at(long seconds, long msg) {
      return AuditRecord.newBuilder()
          .setHost(host.name())
          .setSender("192.0.2.1")
          .setReceivedAt(t(seconds))
          .setEventTime(t(seconds))
          .setEventTimeSource(EventTimeSource.DATE)
          .setProduct(host.product())
          .setMsg(signal.equals("MESSAGE_REPEATED") ? null : (Long) msg)
          .setEntity("IKMPD")
          .setLevel(level)
          .setSignal(signal)
          .setPeer(peer)
          .setAttributes(attributes)
          .setText(text)
          .build();
    }
  }
}
