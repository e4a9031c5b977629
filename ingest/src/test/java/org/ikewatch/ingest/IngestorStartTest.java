package org.ikewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.SchemaRegistryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestorStartTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final List<String> bound = new ArrayList<>();

  @TempDir private Path directory;

  /** Looks at the ports when it is asked for the first time, and cannot be reached. */
  private SchemaRegistry unreachable(int port) {
    return new SchemaRegistry() {
      @Override
      public int register(String subject, Schema schema) {
        look(port);
        throw new SchemaRegistryException("away", false, new IOException("away"));
      }

      @Override
      public Schema byId(int id) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private void look(int port) {
    try (Socket stream = new Socket(LOOPBACK, port)) {
      assertThat(stream.isConnected()).isTrue();
      bound.add("tcp");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (DatagramSocket second = new DatagramSocket(new InetSocketAddress(LOOPBACK, port))) {
      assertThat(second.isBound()).isFalse();
    } catch (BindException e) {
      bound.add("udp");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(int port) {
    IngestConfig config =
        IngestConfig.from(
            Map.of(
                "kafka.bootstrap.servers",
                "127.0.0.1:1",
                "ingest.udp.listen",
                "127.0.0.1:" + port,
                "ingest.tcp.listen",
                "127.0.0.1:" + port,
                "ingest.spool.dir",
                directory.toString()));
    var unused =
        Ingestor.start(config, unreachable(port), new SimpleMeterRegistry(), Clock.systemUTC());
  }

  @Test
  void shouldBindItsPortsBeforeAnythingThatTakesTime() throws IOException {
    // Given
    int port = Relay.freePort();

    // When
    assertThatThrownBy(() -> start(port)).isInstanceOf(SchemaRegistryException.class);

    // Then
    assertThat(bound).containsExactly("tcp", "udp");
  }

  @Test
  void shouldLetGoOfItsPortsAndItsSpoolWhereItCannotStart() throws IOException {
    // Given
    int port = Relay.freePort();
    assertThatThrownBy(() -> start(port)).isInstanceOf(SchemaRegistryException.class);

    // When
    try (ServerSocket stream = new ServerSocket(port, 1, LOOPBACK)) {
      // Then
      assertThat(stream.isBound()).isTrue();
    }
    assertThatThrownBy(() -> start(port)).isInstanceOf(SchemaRegistryException.class);
  }
}
