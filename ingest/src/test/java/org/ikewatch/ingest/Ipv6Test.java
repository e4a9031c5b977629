package org.ikewatch.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.ikewatch.ingest.listen.relp.RelpClient;
import org.ikewatch.schemas.AuditRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ipv6Test {
  @Test
  void shouldTakeIpv6OverEveryTransport(@TempDir Path directory) throws Exception {
    // Given
    InetAddress loopback = NetUtil.createInetAddressFromIpAddressString("::1");
    assumeThat(NetworkInterface.getByInetAddress(loopback)).as("::1 of this machine").isNotNull();
    TestPki pki = new TestPki(directory);
    pki.store("server", pki.issue("localhost", "localhost"));
    try (RunningIngestor ingestor =
            RunningIngestor.with(
                Map.of(
                    "ingest.udp.listen", "[::1]:0",
                    "ingest.tcp.listen", "[::1]:0",
                    "ingest.tls.listen", "[::1]:0",
                    "ingest.tls.certificate", pki.file("server.pem"),
                    "ingest.tls.key", pki.file("server.key"),
                    "ingest.relp.listen", "[::1]:0",
                    "ingest.senders.allowed", "::1/128"));
        RelpClient relp = new RelpClient();
        DatagramSocket udp = new DatagramSocket()) {
      // When
      byte[] message = Samples.record(1).getBytes(ISO_8859_1);
      udp.send(new DatagramPacket(message, message.length, ingestor.udp()));
      sendLine(new Socket(loopback, ingestor.tcp().getPort()));
      SSLContext tls = pki.anonymous();
      sendLine(tls.getSocketFactory().createSocket(loopback, ingestor.tls().getPort()));
      relp.connect(ingestor.relp());
      relp.send(Samples.record(1));

      // Then
      ingestor.awaitAccounted(4);
      await().until(() -> relp.unacknowledged().isEmpty());
      assertThat(ingestor.published().records())
          .extracting(AuditRecord::getSender)
          .containsOnly("::1");
    }
  }

  private static void sendLine(Socket socket) throws IOException {
    try (socket) {
      socket.getOutputStream().write((Samples.record(1) + "\n").getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }
  }
}
