package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaySamplesTest {
  private static final String FIELDS =
      "incidentId,revision,scope,status,verdict,confidence,reason,cause,host,peer,openedAt,"
          + "updatedAt,resolvedAt,attempts,flaps,parent,candidates,evidence,nextCommands,explanation,"
          + "sa,peerProvenance,local";

  @TempDir private Path directory;

  private Path write(String name, List<String> lines) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, lines);
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
    Replayed replayed = Replayed.replay("--format", "json", file);

    // Then
    assertThat(replayed).isEqualTo(new Replayed(0, "", ""));
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
    Replayed replayed = Replayed.replay("--format", "json", directory.resolve("hosts"));

    // Then
    assertThat(replayed.told())
        .containsExactly(
            "ikev2 10.2.2.2 MM_FAILURE CONFIRMED 2009-02-20T23:00:04Z",
            "ikev1 10.2.2.2 MM_FAILURE INFERRED 2009-03-02T22:52:02Z",
            "nobody null UNDETERMINED INFERRED 2009-03-03T21:40:14Z");
    assertThat(replayed.incidents())
        .allSatisfy(
            it -> assertThat(it.fieldNames()).toIterable().containsExactly(FIELDS.split(",")));
  }
}
