package org.ikewatch.sink.siem.syslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.tls.TlsConfig;

/**
 * A collector that gets each revision as a message of syslog. A batch counts as delivered when the
 * collector's machine has room for it and the collector has not gone: syslog knows no better. After
 * a failure the whole batch is sent again, and the revision tells what comes twice.
 */
final class SyslogDestination implements Destination {
  private static final int BATCH = 100;

  private final String name;
  private final SyslogConfig config;
  private final Rfc5424 messages;
  private SyslogConnection connection;

  SyslogDestination(String name, SyslogConfig config) {
    this.name = name;
    this.config = config;
    this.messages = new Rfc5424(config.facility(), config.payload());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public void deliver(List<Incident> revisions) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    revisions.forEach(one -> messages.frame(one, frames));
    try {
      if (connection == null) {
        connection =
            SyslogConnection.open(
                config.address(), config.tls().map(TlsConfig::context), config.timeout());
      }
      connection.send(frames.toByteArray());
    } catch (IOException | IllegalArgumentException e) {
      close();
      throw new DeliveryException.Retriable(
          "the collector " + config.address() + " cannot be fed: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      // It is gone all the same.
    } finally {
      connection = null;
    }
  }
}
