package org.ikewatch.app.cli;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.ikewatch.app.operations.Health;
import org.ikewatch.app.operations.OperationsServer;
import org.ikewatch.ingest.InvalidConfigException;
import org.ikewatch.ingest.ListenAddress;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.SchemaRegistry;
import picocli.CommandLine.Option;

/**
 * The settings of one part as it runs in production: a file, the environment, which wins over the
 * file, and flags, which win over both. In the environment {@code ingest.tcp.listen} is {@code
 * IKEWATCH_INGEST_TCP_LISTEN}. A value that begins with {@code @} names a file that holds it: a
 * secret need not stand where others can read it.
 */
final class ServiceOptions {
  private static final String ENVIRONMENT = "IKEWATCH_";
  private static final List<String> GROUPS =
      List.of("ingest.", "correlate.", "sink.", "kafka.", "schema.");

  static final String BOOTSTRAP = "kafka.bootstrap.servers";
  static final String REGISTRY = "schema.registry.url";
  private static final String KAFKA = "kafka.";

  @Option(names = "--config", description = "Settings file: one key=value a line.")
  private Path file;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "One setting; wins over IKEWATCH_KEY in the environment, and that over the file.")
  private Map<String, String> flags = new LinkedHashMap<>();

  private final Map<String, String> environment;

  /** Options of a process in its own environment. */
  ServiceOptions() {
    this(System.getenv());
  }

  /** Options of a process in this environment. */
  ServiceOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Every setting given.
   *
   * @throws InvalidConfigException where a file cannot be read
   */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    if (file != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new InvalidConfigException(List.of("--config: " + file + " cannot be read: " + e));
      }
      properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
    }
    environment.forEach(
        (name, value) -> {
          String key = key(name);
          if (GROUPS.stream().anyMatch(key::startsWith)) {
            settings.put(key, value);
          }
        });
    settings.putAll(flags);
    settings.replaceAll(ServiceOptions::content);
    return settings;
  }

  private static String key(String variable) {
    return variable.startsWith(ENVIRONMENT)
        ? variable.substring(ENVIRONMENT.length()).toLowerCase(Locale.ROOT).replace('_', '.')
        : "";
  }

  private static String content(String key, String value) {
    if (!value.startsWith("@")) {
      return value;
    }
    String path = value.substring(1);
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException e) {
      throw new InvalidConfigException(List.of(key + ": " + path + " cannot be read: " + e));
    }
  }

  /** The settings, with every one of these present. */
  Map<String, String> settingsWith(String... required) {
    Map<String, String> settings = settings();
    List<String> errors = new ArrayList<>();
    for (String key : required) {
      if (settings.getOrDefault(key, "").isBlank()) {
        errors.add(key + ": is required; give it in --config FILE or as -D " + key + "=VALUE");
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidConfigException(errors);
    }
    return settings;
  }

  static SchemaRegistry registry(Map<String, String> settings) {
    return new HttpSchemaRegistry(URI.create(settings.get(REGISTRY)));
  }

  /** Further settings for Kafka's clients: {@code kafka.} and their own name. */
  static Map<String, String> kafka(Map<String, String> settings) {
    Map<String, String> kafka = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA) && !key.equals(BOOTSTRAP)) {
            kafka.put(key.substring(KAFKA.length()), value);
          }
        });
    return kafka;
  }

  /**
   * Keeps the service running until the process is told to stop, then closes it; meanwhile answers
   * for its metrics and health.
   *
   * @param key the setting that names the address
   * @param http where to answer, or off
   */
  static int runUntilStopped(
      AutoCloseable service,
      String key,
      ListenAddress http,
      PrometheusMeterRegistry meters,
      Supplier<Health> health)
      throws InterruptedException {
    if (http.isOff()) {
      return runUntilStopped(service);
    }
    OperationsServer operations;
    try {
      operations = OperationsServer.start(key, http, meters, health);
    } catch (RuntimeException e) {
      try {
        service.close();
      } catch (Exception closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
    return runUntilStopped(
        () -> {
          service.close();
          operations.close();
        });
  }

  /** Keeps the service running until the process is told to stop, then closes it. */
  static int runUntilStopped(AutoCloseable service) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    service.close();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  } finally {
                    stopped.countDown();
                  }
                },
                "stop"));
    stopped.await();
    return ExitCode.DONE;
  }
}
