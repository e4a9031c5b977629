package org.ikewatch.schemas;

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
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real Apicurio Registry in a process of its own: stopping it inside a JVM would end that JVM.
 */
public final class ApicurioProcess implements AutoCloseable {
  private final Process process;
  private final URI url;

  private ApicurioProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts the registry unpacked in this directory and returns when it answers. */
  public static ApicurioProcess start(Path directory) throws IOException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                runner(directory).toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("registry.log").toFile())
            .start();
    var registry =
        new ApicurioProcess(process, URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .failFast("see registry.log in " + directory, () -> !process.isAlive())
        .until(() -> registry.enforceBackwardCompatibility() == 200);
    return registry;
  }

  /** Off by default in this registry, on in Confluent's. */
  private int enforceBackwardCompatibility() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/config"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static Path runner(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Its Confluent-compatible API. */
  public URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    // It writes nothing that would need a second chance.
    process
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
  }
}
