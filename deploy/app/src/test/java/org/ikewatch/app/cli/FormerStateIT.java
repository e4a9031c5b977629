package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.testing.Launcher;
import org.ikewatch.schemas.TopicSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State of a version before 0.2 is refused, with what to do about it. */
class FormerStateIT {
  private static final String CHANGELOG = "ikewatch-streams-audit-window-changelog";

  @TempDir private Path data;

  private EmbeddedBroker brokerWithFormerState() {
    EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0);
    TopicProvisioner.provision(
        broker.bootstrapServers(), List.of(TopicSettings.compacted(CHANGELOG)), 1);
    return broker;
  }

  @Test
  void shouldEndTheCorrelatorWithWhatToDo() throws Exception {
    try (EmbeddedBroker broker = brokerWithFormerState()) {
      // When
      Launcher.Ended ended =
          Launcher.run(
              "correlate",
              "-Dkafka.bootstrap.servers=" + broker.bootstrapServers(),
              "-Dschema.registry.url=http://127.0.0.1:1",
              "-Dcorrelate.state.directory=" + data.resolve("streams"),
              "-Dcorrelate.http.listen=off");

      // Then
      assertThat(ended.exitCode()).isEqualTo(3);
      assertThat(ended.err())
          .isEqualTo(
              "ikewatch: the correlator's state was written by an earlier version and cannot be"
                  + " read: stop every correlator, delete the topics "
                  + CHANGELOG
                  + " and the consumer group ikewatch-streams, and empty ikewatch.incidents and the"
                  + " database\n");
    }
  }

  @Test
  void shouldEndUpWithTheDirectoryAndWhatToDo() throws Exception {
    // Given
    brokerWithFormerState().close();

    // When
    Launcher.Ended ended =
        Launcher.run(
            "up", "--data=" + data, "--syslog-port=0", "--kafka-port=0", "--registry-port=0");

    // Then
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err())
        .isEqualTo(
            "ikewatch: the data directory "
                + data
                + " holds the state of an earlier version, which cannot be read; start with another"
                + " --data, or delete this directory and with it the incidents in it\n");
  }
}
