package org.ikewatch.app.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.util.StatusPrinter2;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go. Takes effect whatever has logged before: reading the command line may load
 * classes that create loggers, and logback then starts with its default configuration. A
 * configuration that the operator names with {@code -Dlogback.configurationFile} is left as it is.
 */
final class Logs {
  private static final String OPERATORS_CONFIGURATION = "logback.configurationFile";

  private Logs() {}

  /** Into a rolling file: standard output is for the person who watches. */
  static void toFile(Path file) {
    configure("logback-file.xml", Map.of("ikewatch.log", file.toString()));
  }

  /** To standard output, one line per event with its time, as services do. */
  static void toOutput() {
    configure("logback-service.xml", Map.of());
  }

  private static void configure(String resource, Map<String, String> properties) {
    if (System.getProperty(OPERATORS_CONFIGURATION) != null) {
      return;
    }
    URL configuration = Logs.class.getResource(resource);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    properties.forEach(context::putProperty);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException("the logging configuration " + configuration + " is bad", e);
    }
    // Such as a log file that cannot be opened: the service works without, but not unnoticed.
    StatusPrinter2 status = new StatusPrinter2();
    status.setPrintStream(System.err);
    status.printInCaseOfErrorsOrWarnings(context);
  }
}
