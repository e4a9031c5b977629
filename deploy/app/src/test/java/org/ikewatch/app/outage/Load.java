package org.ikewatch.app.outage;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends numbered records of several hosts in turn, without end, over one shipper. Never more than a
 * known number are on their way: it looks how many the receiver has got.
 */
final class Load {
  static final int HOSTS = 8;

  /** Records on their way, at most: in both machines' socket buffers and the hand of the kernel. */
  static final int ON_THEIR_WAY = 500;

  /** Five thousand records a second. */
  private static final int BATCH = 50;

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  /** Tells how many lines have come in since it started. */
  interface Receiver {
    long received() throws IOException;
  }

  private final Shipper shipper;
  private final int port;
  private final Receiver receiver;
  private final Thread thread = new Thread(this::run, "load");
  private volatile long sent;
  private volatile long connectedAt;
  private volatile boolean stopped;

  private Load(Shipper shipper, int port, Receiver receiver) {
    this.shipper = shipper;
    this.port = port;
    this.receiver = receiver;
  }

  /** Begins. */
  static Load start(Shipper shipper, int port, Receiver receiver) {
    Load load = new Load(shipper, port, receiver);
    load.thread.start();
    return load;
  }

  static String host(long number) {
    return "hpux" + number % HOSTS;
  }

  private static String line(long number) {
    return ("<155>Mar 15 07:14:20 %s ikmpd: Msg: %d From: IKMPD Lvl: ERROR"
            + " Date: Fri Mar 15 07:14:18 2002 Event: MM negotiation timeout, src 15.2.2.2")
        .formatted(host(number), number);
  }

  private void run() {
    while (!stopped) {
      try {
        // Until it answers it may listen, but not count: a connection would be given up at once.
        var unused = receiver.received();
        shipper.connect(port);
        sendUntilTheEnd();
      } catch (IOException e) {
        // The receiver is unavailable; it will be started again.
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  private void sendUntilTheEnd() throws IOException {
    connectedAt = sent;
    while (!stopped) {
      LockSupport.parkNanos(PAUSE);
      if (sent + BATCH - connectedAt - receiver.received() <= ON_THEIR_WAY) {
        for (int i = 0; i < BATCH; i++) {
          // Counted before it is sent: what the connection may have lost counts as lost.
          long number = sent;
          sent = number + 1;
          shipper.send(line(number));
        }
      }
    }
  }

  /** Records sent so far; the numbers below this one. */
  long sent() {
    return sent;
  }

  /** Records sent over the connection there is now. */
  long sentSinceConnected() {
    return sent - connectedAt;
  }

  /** Stops after the line that is being sent. */
  void end() throws IOException, InterruptedException {
    stopped = true;
    thread.join();
    shipper.close();
  }
}
