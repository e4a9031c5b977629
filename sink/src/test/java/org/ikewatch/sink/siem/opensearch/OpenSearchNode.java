package org.ikewatch.sink.siem.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real OpenSearch in a process of its own; where it was not fetched its tests are skipped. */
final class OpenSearchNode implements AutoCloseable {
  private static final Path CLASS_PATH = Path.of("target/opensearch.classpath");

  private final Process process;
  private final URI url;
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper mapper = new JsonMapper();

  private OpenSearchNode(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  static OpenSearchNode start(Path directory) throws IOException {
    assumeThat(CLASS_PATH).as("fetched by .ci/run").exists();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                Files.readString(CLASS_PATH).strip(),
                "src/test/opensearch/Node.java",
                directory.resolve("data").toString(),
                String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("node.log").toFile())
            .start();
    OpenSearchNode node = new OpenSearchNode(process, URI.create("http://127.0.0.1:" + port));
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> node.call("GET", "/_cluster/health", "").path("timed_out").isBoolean());
    return node;
  }

  URI url() {
    return url;
  }

  /** What it answers. */
  JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8))
            .build();
    return mapper.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
