package org.ikewatch.ingest.listen;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.ListenAddress;
import org.ikewatch.ingest.guard.Guard;
import org.ikewatch.ingest.intake.Intakes;
import org.ikewatch.ingest.listen.tls.TlsServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that listens. */
public final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final InetSocketAddress NOT_LISTENING = new InetSocketAddress(0);
  private static final long KERNEL_QUEUE_MILLIS = 1_000;
  private static final long CLOSE_SECONDS = 10;

  /** What to close, last opened first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final Map<StreamTransport, InetSocketAddress> streams =
      new EnumMap<>(StreamTransport.class);
  private final List<Runnable> readers = new ArrayList<>();
  private InetSocketAddress udp = NOT_LISTENING;

  private Listeners() {}

  /**
   * Binds all that is configured. Until {@link #read} the kernel queues what arrives.
   *
   * @throws BindException where an address cannot be bound
   * @throws org.ikewatch.ingest.listen.tls.TlsException where a certificate cannot be used
   */
  public static Listeners bind(
      IngestConfig config,
      Intakes intakes,
      IngestMetrics lines,
      MeterRegistry meters,
      Clock clock) {
    Listeners listeners = new Listeners();
    try {
      ListenMetrics metrics = new ListenMetrics(lines, meters);
      Limits limits = config.listen().limits();
      listeners.open(
          new Surroundings(
              config,
              intakes,
              metrics,
              new Admission(limits, metrics, clock),
              new SenderRates(limits.senderRate(), clock),
              new HeldBytes(limits.maxUnfinishedBytes()),
              new ReadBuffers(),
              clock),
          meters);
      return listeners;
    } catch (RuntimeException e) {
      listeners.close();
      throw e;
    }
  }

  private void open(Surroundings around, MeterRegistry meters) {
    ListenConfig config = around.config().listen();
    ScheduledExecutorService watch = watch();
    Guard guard = new Guard(LOG, around.clock(), "Certificates or sockets could not be looked at");
    Encryption encryption = Encryption.NONE;
    if (config.isEncrypted()) {
      TlsServer tls = TlsServer.start(config.encryption(), meters, around.clock());
      encryption = new TlsEncryption(tls, around.metrics(), around.clock());
      every(watch, config.encryption().reload().toMillis(), guard.of(tls::refresh));
    }
    if (!config.udp().isOff()) {
      UdpListener listener = opened(UdpListener.bind(UdpSockets.ofThisMachine(), around));
      udp = listener.address();
      readers.add(listener::read);
      KernelQueue queue = KernelQueue.of(listener.sockets(), around.metrics());
      opened(queue::look); // the last look comes before the sockets are gone
      every(watch, KERNEL_QUEUE_MILLIS, guard.of(queue::look));
    }
    SenderLoops loops = new SenderLoops(Math.max(1, Runtime.getRuntime().availableProcessors()));
    opened(() -> close(loops));
    stream(StreamTransport.TCP, config.tcp(), loops, around, Encryption.NONE);
    stream(StreamTransport.TLS, config.tls(), loops, around, encryption);
    stream(
        StreamTransport.RELP,
        config.relp(),
        loops,
        around,
        config.relpEncrypted() ? encryption : Encryption.NONE);
  }

  private void stream(
      StreamTransport transport,
      ListenAddress address,
      SenderLoops loops,
      Surroundings around,
      Encryption encryption) {
    if (!address.isOff()) {
      StreamListener listener =
          opened(StreamListener.bind(transport, address, loops, around, encryption));
      streams.put(transport, listener.address());
      readers.add(listener::accept);
    }
  }

  private ScheduledExecutorService watch() {
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "ingest-watch");
              thread.setDaemon(true);
              return thread;
            });
    opened(watch::shutdownNow);
    return watch;
  }

  private static void every(ScheduledExecutorService watch, long millis, Runnable task) {
    var unused = watch.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  private static void close(SenderLoops loops) {
    loops
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** Starts taking what arrives, with what the kernel has queued. */
  public void read() {
    readers.forEach(Runnable::run);
  }

  /** Where datagrams arrive; port 0 where they do not. */
  public InetSocketAddress udp() {
    return udp;
  }

  /** Where streams of this kind arrive; port 0 where they do not. */
  public InetSocketAddress stream(StreamTransport transport) {
    return streams.getOrDefault(transport, NOT_LISTENING);
  }

  /** Stops listening, ends the connections, and waits until what they held is handed on. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.atWarn().setCause(e).log("Unclosed");
      }
    }
  }
}
