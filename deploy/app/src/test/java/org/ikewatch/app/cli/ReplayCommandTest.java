package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final List<String> TIMEOUT =
      List.of(
          "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002",
          "Event: MM negotiation timeout, src 15.2.2.2");

  @TempDir private Path directory;

  private Path write(String name, List<String> lines) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, lines);
  }

  @Test
  void shouldPrintAnIncidentAsOneLineOfTheContract() throws Exception {
    // Given
    Path file = write("hpux042.txt", TIMEOUT);

    // When
    Replayed replayed = Replayed.replay("--format", "json", file);

    // Then
    assertThat(replayed)
        .isEqualTo(
            new Replayed(
                0,
                """
                {"incidentId":"%s","revision":1,"scope":"PEER","status":"OPEN",\
                "verdict":"MM_FAILURE","confidence":"CONFIRMED","reason":null,\
                "cause":"SILENT_PEER","host":"hpux042","peer":"15.2.2.2",\
                "openedAt":"2002-03-15T07:14:18Z","updatedAt":"2002-03-15T07:14:18Z",\
                "resolvedAt":null,"attempts":1,"flaps":0,"parent":null,"candidates":[],\
                "evidence":[{"host":"hpux042","msg":413,"level":"ERROR",\
                "eventTime":"2002-03-15T07:14:18Z","signal":"MM_TIMEOUT",\
                "text":"MM negotiation timeout, src 15.2.2.2","file":"%s","line":1,"flags":[]}],\
                "nextCommands":["ipsec_report -mad","ipsec_policy -da 15.2.2.2 -dir out",\
                "ipsec_admin -auditlvl informative","ipsec_report -audit \
                $(ls -t /var/adm/ipsec/audit*.log | head -1) -entity ikmpd"],\
                "explanation":["It failed: Msg 413 of 2002-03-15T07:14:18Z says \\"MM negotiation timeout, \
                src 15.2.2.2\\".","No record of a phase-1 success of this attempt is in hand from \
                2002-03-15T07:13:47Z to 2002-03-15T07:14:18Z: one exchange gives up after 31 s \
                (A0201 appendix A p. 6, A0300 p. 166)."],\
                "sa":null,"peerProvenance":"NAMED","local":null}
                """
                    .formatted("3a118b142a63ff8bd965", file),
                ""));
  }

  @Test
  void shouldTakeSubDirectoriesForHostsAndOtherFilesByTheirBaseName() throws Exception {
    // Given
    write("hosts/hpux042/audit-20020315.txt", TIMEOUT);
    write("hosts/hpux042/older/audit-20020314.txt", later(TIMEOUT, "Thu Mar 14", "15.9.9.9"));
    write("hosts/HPUX007/audit.log", TIMEOUT);
    write("hosts/hpux099.txt", TIMEOUT);
    Path alone = write("hpux100.audit.txt", TIMEOUT);

    // When
    Replayed replayed = Replayed.replay("--format", "json", directory.resolve("hosts"), alone);

    // Then
    assertThat(replayed.told())
        .containsExactlyInAnyOrder(
            "hpux042 15.9.9.9 MM_FAILURE CONFIRMED 2002-03-14T07:14:18Z",
            "hpux042 15.2.2.2 MM_FAILURE CONFIRMED 2002-03-15T07:14:18Z",
            "hpux007 15.2.2.2 MM_FAILURE CONFIRMED 2002-03-15T07:14:18Z",
            "hpux099 15.2.2.2 MM_FAILURE CONFIRMED 2002-03-15T07:14:18Z",
            "hpux100.audit 15.2.2.2 MM_FAILURE CONFIRMED 2002-03-15T07:14:18Z");
  }

  private static List<String> later(List<String> lines, String day, String peer) {
    return lines.stream()
        .map(line -> line.replace("Fri Mar 15", day).replace("15.2.2.2", peer))
        .toList();
  }

  @Test
  void shouldOrderByOpeningThenId() throws Exception {
    // Given
    write("hosts/hpux001/a.txt", TIMEOUT);
    write("hosts/hpux002/a.txt", later(TIMEOUT, "Thu Mar 14", "15.2.2.2"));
    write("hosts/hpux003/a.txt", TIMEOUT);
    write("hosts/hpux004/a.txt", TIMEOUT);

    // When
    Replayed replayed = Replayed.replay("--format=json", directory.resolve("hosts"));

    // Then
    List<String> keys =
        replayed.incidents().stream()
            .map(it -> it.get("openedAt").asText() + " " + it.get("incidentId").asText())
            .toList();
    assertThat(keys).hasSize(4).isSorted();
    assertThat(keys.get(0)).startsWith("2002-03-14");
  }

  @Test
  void shouldTakeTheHostFromTheOption() throws Exception {
    // Given
    Path file = write("audit.txt", TIMEOUT);

    // When
    Replayed replayed = Replayed.replay("--host", "hpux042", "--format", "json", file);

    // Then
    assertThat(replayed.told())
        .containsExactly("hpux042 15.2.2.2 MM_FAILURE CONFIRMED 2002-03-15T07:14:18Z");
  }

  @Test
  void shouldHonourZonesAndProductsOfTheInventory() throws Exception {
    // Given
    List<String> refused =
        List.of(
            "Msg: 1 From: IKMPD Lvl: INFORMATIVE Date: Fri Mar 15 07:14:17 2002",
            "Event: ISAKMP-SA established 15.1.1.42-15.2.2.2 spi:0011223344556677:8899aabbccddeeff",
            "Msg: 2 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002",
            "Event: Quick Mode processing failed");
    write("hosts/hpux042/a.txt", refused);
    write("hosts/hpux043/a.txt", refused);
    Path inventory =
        write(
            "inventory.yaml",
            List.of(
                "defaults: {timezone: UTC, product: A.02}",
                "hosts:",
                "  - {name: hpux042, timezone: America/New_York, product: A.03}"));

    // When
    Replayed replayed =
        Replayed.replay("--inventory", inventory, "--format", "json", directory.resolve("hosts"));

    // Then
    assertThat(replayed.told())
        .containsExactly(
            "hpux043 15.2.2.2 QM_TRIGGERED_DELETE INFERRED 2002-03-15T07:14:18Z",
            "hpux042 15.2.2.2 QM_FAILURE CONFIRMED 2002-03-15T12:14:18Z");
  }

  @Test
  void shouldRefuseAWrongInventoryWithItsLine() throws Exception {
    // Given
    Path file = write("hpux042.txt", TIMEOUT);
    Path inventory =
        write("inventory.yaml", List.of("hosts:", "  - {name: hpux042, timezone: Mars/Olympus}"));

    // When
    Replayed replayed = Replayed.replay("--inventory", inventory, file);

    // Then
    assertThat(replayed.exitCode()).isEqualTo(2);
    assertThat(replayed.out()).isEmpty();
    assertThat(replayed.err()).contains("line 2").contains("hosts[0].timezone").hasLineCount(1);
  }

  @Test
  void shouldCiteTheLineOnWhichEachRecordStarts() throws Exception {
    // Given
    Path file =
        write(
            "hpux042.txt",
            List.of(
                "-------------------Audit -----------------------",
                "",
                "Msg: 1 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002",
                "Event: Main Mode processing failed",
                "",
                "Msg: 2 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002",
                "Event: MM negotiation timeout, src 15.2.2.2",
                "nonsense"));

    // When
    Replayed replayed = Replayed.replay("--format", "json", file);

    // Then
    assertThat(replayed.incidents().get(0).get("evidence"))
        .extracting(it -> it.get("file").asText() + " " + it.get("line"))
        .containsExactly(file + " 3", file + " 6");
    assertThat(replayed.err())
        .isEqualTo(
            "rejected: NOT_AN_AUDIT_RECORD in %s%n1 line was no audit record%n".formatted(file));
  }

  @Test
  void shouldPrintForPersons() throws Exception {
    // Given
    Path file = write("hpux042.txt", TIMEOUT);

    // When
    Replayed replayed = Replayed.replay(file);

    // Then
    assertThat(replayed.out())
        .startsWith("OPEN  MM_FAILURE  CONFIRMED  hpux042 -> 15.2.2.2  ")
        .contains("\n  Main Mode never succeeded: no answer, or a peer that stays silent on what")
        .contains("\n  evidence  2002-03-15T07:14:18Z ERROR Msg 413  MM negotiation timeout,")
        .contains(file + ":1\n")
        .contains("\n  next      ipsec_report -mad\n");
  }
}
