package org.ikewatch.ingest.listen;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.ikewatch.ingest.guard.Occasionally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may connect, and remembers who is connected. Safe for use by several threads; what it
 * keeps is bounded by the connections there may be.
 */
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final Limits limits;
  private final Networks.Filter allowed;
  private final ListenMetrics metrics;
  private final AtomicInteger connections = new AtomicInteger();
  private final Map<InetAddress, Integer> bySender = new ConcurrentHashMap<>();
  private final AtomicBoolean full = new AtomicBoolean();
  private final Occasionally logs;
  private final Occasionally logsSenders;

  Admission(Limits limits, ListenMetrics metrics, Clock clock) {
    this.limits = limits;
    this.allowed = limits.allowed().filter();
    this.metrics = metrics;
    this.logs = new Occasionally(clock);
    this.logsSenders = new Occasionally(clock);
  }

  /** Whether anything may come from there; says so in the log where it may not. */
  boolean allows(InetSocketAddress sender) {
    if (allowed.contains(sender)) {
      return true;
    }
    if (logs.isDue()) {
      LOG.atWarn()
          .addKeyValue("sender", Senders.address(sender))
          .log(
              "A sender outside ingest.senders.allowed; more of them are only counted for a while");
    }
    return false;
  }

  /** Lets a connection in, or says why not. One let in is to be {@link #release released}. */
  Optional<Refusal> admit(InetSocketAddress sender) {
    Optional<Refusal> refusal = decide(sender);
    refusal.ifPresent(metrics::refused);
    return refusal;
  }

  private Optional<Refusal> decide(InetSocketAddress sender) {
    if (!allows(sender)) {
      return Optional.of(Refusal.SENDER_NOT_ALLOWED);
    }
    if (connections.incrementAndGet() > limits.maxConnections()) {
      connections.decrementAndGet();
      if (full.compareAndSet(false, true)) {
        LOG.atWarn()
            .addKeyValue("connections", limits.maxConnections())
            .log("ingest.connections.max is reached; further connections are refused");
      }
      return Optional.of(Refusal.CONNECTIONS_MAX);
    }
    int ofSender = bySender.merge(Senders.limited(sender.getAddress()), 1, Integer::sum);
    if (ofSender > limits.maxConnectionsPerSender()) {
      release(sender);
      if (logsSenders.isDue()) {
        LOG.atWarn()
            .addKeyValue("sender", Senders.address(sender))
            .addKeyValue("connections", limits.maxConnectionsPerSender())
            .log("A sender has reached ingest.connections.sender.max; its others are refused");
      }
      return Optional.of(Refusal.CONNECTIONS_SENDER_MAX);
    }
    return Optional.empty();
  }

  /** A connection that was let in has ended. */
  void release(InetSocketAddress sender) {
    bySender.computeIfPresent(
        Senders.limited(sender.getAddress()), (address, count) -> count == 1 ? null : count - 1);
    int left = connections.decrementAndGet();
    // Some way below the limit, so that one connection more or less is no news.
    if (left <= limits.maxConnections() * 9L / 10 && full.compareAndSet(true, false)) {
      LOG.atInfo().addKeyValue("connections", left).log("Connections are accepted again");
    }
  }

  int connections() {
    return connections.get();
  }

  /** How many senders have connections. */
  int senders() {
    return bySender.size();
  }
}
