package org.ikewatch.ingest.listen;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/** Keeps one connection within the rate of its sender, by reading it more slowly. */
final class RateToll implements Toll {
  private final Channel channel;
  private final ReadGate gate;
  private final InetAddress sender;
  private final SenderRates rates;
  private final ListenMetrics metrics;
  private int lines;
  private boolean waiting;

  RateToll(Channel channel, ReadGate gate, InetAddress sender, Surroundings around) {
    this.channel = channel;
    this.gate = gate;
    this.sender = sender;
    this.rates = around.rates();
    this.metrics = around.metrics();
  }

  @Override
  public void message(byte[] bytes, int start, int end) {
    if (!rates.isOff()) {
      lines += Lines.in(bytes, start, end);
    }
  }

  /** Charges what came, and lets the sender wait where it is beyond its rate. */
  void collect() {
    if (rates.isOff()) {
      return;
    }
    long waitMillis = rates.charge(sender, lines);
    lines = 0;
    if (waitMillis > 0 && !waiting) {
      waiting = true;
      metrics.throttled(1);
      gate.shut(ReadGate.Reason.RATE);
      schedule(waitMillis);
    }
  }

  private void schedule(long millis) {
    var unused = channel.eventLoop().schedule(this::resume, millis, TimeUnit.MILLISECONDS);
  }

  /** The sender's other connections may have used up what this one waited for. */
  private void resume() {
    if (!waiting) {
      return;
    }
    long waitMillis = rates.charge(sender, 0);
    if (waitMillis > 0) {
      schedule(waitMillis);
    } else {
      end();
      gate.open(ReadGate.Reason.RATE);
    }
  }

  /** The connection waits no longer. */
  void end() {
    if (waiting) {
      waiting = false;
      metrics.throttled(-1);
    }
  }
}
