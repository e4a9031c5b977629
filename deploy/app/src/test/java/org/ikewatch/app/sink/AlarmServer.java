package org.ikewatch.app.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes events of PagerDuty and alerts of Alertmanager, and tells what it took. */
final class AlarmServer implements AutoCloseable {
  private final HttpServer http;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile int status = 202;

  AlarmServer() throws IOException {
    JsonMapper mapper = new JsonMapper();
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          JsonNode body = mapper.readTree(exchange.getRequestBody());
          int now = status;
          if (now < 300) {
            see(body);
          }
          exchange.sendResponseHeaders(now, -1);
          exchange.close();
        });
    http.start();
  }

  private void see(JsonNode body) {
    if (body.isObject()) {
      seen.add(body.path("event_action").asText() + " " + body.path("dedup_key").asText());
    }
    if (body.isArray()) {
      body.forEach(
          alert ->
              seen.add(
                  "alert "
                      + alert.at("/labels/incident_id").asText()
                      + "/"
                      + alert.at("/annotations/revision").asText()));
    }
  }

  /** From now on it answers so; what is not a success is not taken. */
  void answer(int newStatus) {
    status = newStatus;
  }

  void forget() {
    seen.clear();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
  }

  /** What it took, in order. */
  List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
