package org.ikewatch.app.operations;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.ikewatch.ingest.ListenAddress;
import org.ikewatch.ingest.listen.BindException;

/**
 * What a service reports to those who run it, over HTTP: {@code /metrics} for Prometheus, {@code
 * /livez} with 503 if only a restart helps, {@code /readyz} with 503 if it can take no input, and
 * the reason if anything is wrong.
 */
public final class OperationsServer implements AutoCloseable {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Javalin http;

  private OperationsServer(Javalin http) {
    this.http = http;
  }

  /**
   * Starts answering.
   *
   * @param key the setting that names the address
   * @throws BindException where the address cannot be bound
   */
  public static OperationsServer start(
      String key, ListenAddress address, PrometheusMeterRegistry meters, Supplier<Health> health) {
    Javalin http =
        Javalin.create(
                config -> {
                  config.showJavalinBanner = false;
                  config.startupWatcherEnabled = false;
                })
            .get("/metrics", context -> context.contentType(PROMETHEUS).result(meters.scrape()))
            .get("/livez", context -> livez(context, health.get()))
            .get("/readyz", context -> readyz(context, health.get()));
    InetSocketAddress socket = address.toSocketAddress();
    try {
      return new OperationsServer(http.start(socket.getHostString(), socket.getPort()));
    } catch (RuntimeException e) {
      throw new BindException(key, address.toString(), e);
    }
  }

  /** A registry with what every service tells of its process beside its own figures. */
  public static PrometheusMeterRegistry meters() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    return meters;
  }

  private static void livez(Context context, Health health) {
    answer(
        context,
        health.alive(),
        health.alive() ? "alive" : "dead",
        health.alive() ? "" : health.reason());
  }

  private static void readyz(Context context, Health health) {
    String status = health.reason().isEmpty() ? "ready" : "degraded";
    answer(context, health.ready(), health.ready() ? status : "unready", health.reason());
  }

  private static void answer(Context context, boolean good, String status, String reason) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("status", status);
    if (!reason.isEmpty()) {
      answer.put("reason", reason);
    }
    context.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).json(answer);
  }

  /** Where it answers. */
  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    http.stop();
  }
}
