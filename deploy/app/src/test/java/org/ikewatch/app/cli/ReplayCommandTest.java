package org.ikewatch.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
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

  private static final String FIELDS =
      "incidentId,revision,scope,status,verdict,confidence,reason,cause,host,peer,openedAt,"
          + "updatedAt,resolvedAt,attempts,flaps,parent,candidates,evidence,nextCommands";

  @TempDir private Path directory;

  private record Ended(int exitCode, String out, String err) {}

  private static Ended replay(Object... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      String[] words = new String[arguments.length + 1];
      words[0] = "replay";
      for (int i = 0; i < arguments.length; i++) {
        words[i + 1] = arguments[i].toString();
      }
      int exitCode = Ikewatch.commandLine().setErr(new PrintWriter(err)).execute(words);
      return new Ended(exitCode, out.toString(UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }

  private Path write(String name, List<String> lines) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, lines);
  }

  private static List<String> told(Ended replayed) throws IOException {
    List<JsonNode> incidents = replayed.out().lines().map(ReplayCommandTest::parse).toList();
    return incidents.stream()
        .map(
            it ->
                String.join(
                    " ",
                    it.get("host").asText(),
                    it.get("peer").asText(),
                    it.get("verdict").asText(),
                    it.get("confidence").asText(),
                    it.get("openedAt").asText()))
        .toList();
  }

  private static JsonNode parse(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void shouldPrintAnIncidentAsOneLineOfTheContract() throws Exception {
    // Given
    Path file = write("hpux042.txt", TIMEOUT);

    // When
    Ended replayed = replay("--format", "json", file);

    // Then
    assertThat(replayed)
        .isEqualTo(
            new Ended(
                0,
                """
                {"incidentId":"%s","revision":1,"scope":"PEER","status":"OPEN",\
                "verdict":"MM_FAILURE","confidence":"CONFIRMED","reason":null,\
                "cause":"SILENT_PEER","host":"hpux042","peer":"15.2.2.2",\
                "openedAt":"2002-03-15T07:14:18Z","updatedAt":"2002-03-15T07:14:18Z",\
                "resolvedAt":null,"attempts":1,"flaps":0,"parent":null,"candidates":[],\
                "evidence":[{"host":"hpux042","msg":413,"level":"ERROR",\
                "eventTime":"2002-03-15T07:14:18Z","signal":"MM_TIMEOUT",\
                "text":"MM negotiation timeout, src 15.2.2.2","file":"%s","line":1}],\
                "nextCommands":["ipsec_report -mad","ipsec_policy -da 15.2.2.2 -dir out",\
                "ipsec_admin -auditlvl informative","ipsec_report -audit \
                $(ls -t /var/adm/ipsec/audit*.log | head -1) -entity ikmpd"]}
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
    Ended replayed = replay("--format", "json", directory.resolve("hosts"), alone);

    // Then
    assertThat(told(replayed))
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
    Ended replayed = replay("--format=json", directory.resolve("hosts"));

    // Then
    List<String> keys =
        replayed
            .out()
            .lines()
            .map(ReplayCommandTest::parse)
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
    Ended replayed = replay("--host", "hpux042", "--format", "json", file);

    // Then
    assertThat(told(replayed))
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
    Ended replayed =
        replay("--inventory", inventory, "--format", "json", directory.resolve("hosts"));

    // Then
    assertThat(told(replayed))
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
    Ended replayed = replay("--inventory", inventory, file);

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
    Ended replayed = replay("--format", "json", file);

    // Then
    assertThat(parse(replayed.out()).get("evidence"))
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
    Ended replayed = replay(file);

    // Then
    assertThat(replayed.out())
        .startsWith("OPEN  MM_FAILURE  CONFIRMED  hpux042 -> 15.2.2.2  ")
        .contains("\n  Main Mode never succeeded: no answer, or a peer that stays silent on what")
        .contains("\n  evidence  2002-03-15T07:14:18Z ERROR Msg 413  MM negotiation timeout,")
        .contains(file + ":1\n")
        .contains("\n  next      ipsec_report -mad\n");
  }

  @Test
  void shouldFindNothingInTheGuidesOtherSamples() throws Exception {
    // Given
    Path file =
        write(
            "hpux042.txt",
            List.of(
                "Msg: 178 From: SECPOLICYD Lvl: ERROR Date: Thu Jun 24 09:45:17 2004",
                "Event: PF_KEY: SADB_ADD for SPI 0x201 returns EEXIST",
                "",
                "Msg: 31 From: SECPOLICYD Lvl: ALERT Date: Friday Oct 19 16:12:30 2001",
                "Event: Integrity Check Value failure - SPI: 1C97D8 IP addr: 15.13.136.52:15.1",
                "3.136.171 proto: 51.",
                "",
                "Msg: 450 From: IKMPD Lvl: INFORMATIVE Date: Tue Mar 17 12:42:54 2009",
                "Event: found host selector: telnetIn"));

    // When
    Ended replayed = replay("--format", "json", file);

    // Then
    assertThat(replayed).isEqualTo(new Ended(0, "", ""));
  }

  @Test
  void shouldJudgeTheGuidesSamplesOfA03() throws Exception {
    // Given
    write(
        "hosts/ikev2/a.txt",
        List.of(
            "Msg: 221 From: IKMPD Lvl: DEBUG Date: Fri Feb 20 23:00:04 2009",
            "Event: local 10.1.1.1/500 - remote 10.2.2.2/500:ike_sa 40079580 sta",
            "te INI_IKE_SA_INIT_SENT -> DYING"));
    write(
        "hosts/ikev1/a.txt",
        List.of(
            "Msg: 125 From: IKMPD Lvl: INFORMATIVE Date: Mon Mar 2 22:52:01 2009",
            "Event: respond new phase 1 negotiation: 10.1.1.1/500<=>10.2.2.2/500",
            "Msg: 1131 From: IKMPD Lvl: ERROR Date: Mon Mar 2 22:52:02 2009 Event: rejected"
                + " hashtype:",
            "DB(prop#1:trns#1):Peer(prop#1:trns#1) = MD5:SHA1"));
    write(
        "hosts/nobody/a.txt",
        List.of(
            "Msg: 240 From: IKMPD Lvl: ERROR Date: Tue Mar 3 21:40:14 2009",
            "Event: local ? - remote ?:retransmission count exceeded the limit"));

    // When
    Ended replayed = replay("--format", "json", directory.resolve("hosts"));

    // Then
    assertThat(told(replayed))
        .containsExactly(
            "ikev2 10.2.2.2 MM_FAILURE CONFIRMED 2009-02-20T23:00:04Z",
            "ikev1 10.2.2.2 MM_FAILURE INFERRED 2009-03-02T22:52:02Z",
            "nobody null UNDETERMINED INFERRED 2009-03-03T21:40:14Z");
    assertThat(replayed.out().lines().map(ReplayCommandTest::parse))
        .allSatisfy(
            it -> assertThat(it.fieldNames()).toIterable().containsExactly(FIELDS.split(",")));
  }
}
