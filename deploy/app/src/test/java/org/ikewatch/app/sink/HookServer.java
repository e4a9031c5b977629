package org.ikewatch.app.sink;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/** A webhook's receiver, which answers what it is told to. */
public final class HookServer implements AutoCloseable {
  private final HttpServer http;
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private volatile ToIntFunction<String> answers = key -> 200;

  public HookServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          int status = answers.applyAsInt(key);
          if (status == 200) {
            taken.add(key);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    http.start();
  }

  /** From now on it answers so, by {@code incidentId/revision}. */
  public void answer(ToIntFunction<String> statusByKey) {
    answers = statusByKey;
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
  }

  /** What it took, in order. */
  public List<String> taken() {
    return List.copyOf(taken);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
