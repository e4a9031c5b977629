package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Samples;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.incidents.Archive;
import org.ikewatch.sink.store.Database;
import org.ikewatch.sink.store.DatabaseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentsCommandTest {
  private static final Instant T0 = Samples.T0;

  @TempDir private Path data;

  @BeforeEach
  void store() {
    Incident undecided = incident("7f3a", 1, 0);
    undecided.setVerdict(Verdict.UNDETERMINED);
    undecided.setReason(Reason.AUDIT_LEVEL);
    Incident over = incident("c0de", 1, 60);
    over.setStatus(Status.RESOLVED);
    over.setHost("hpux043");
    try (Archive archive =
        new DatabaseArchive(
            "database",
            Database.open("jdbc:sqlite:" + data.resolve("incidents.db"), "", ""),
            Optional.empty(),
            Clock.systemUTC())) {
      archive.deliver(List.of(undecided, incident("7f3a", 2, 31), over, incident("beef", 1, 5)));
      archive.record(
          List.of(
              new Delivery("hook", "7f3a", 1, T0.plusSeconds(1), Outcome.DELIVERED, ""),
              new Delivery(
                  "siem", "7f3a", 2, T0.plusSeconds(2), Outcome.REFUSED, "it answers 400")));
    }
  }

  private static Incident incident(String id, int revision, int seconds) {
    Incident incident = Samples.incident();
    incident.setIncidentId(id);
    incident.setRevision(revision);
    incident.setAttempts(revision);
    incident.setUpdatedAt(T0.plusSeconds(seconds));
    return incident;
  }

  private Ran incidents(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "incidents";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--data";
    all[words.length + 2] = data.toString();
    return Ran.of((Object[]) all);
  }

  private static final String NEWEST =
      """
      2002-03-15T07:14:49Z  OPEN  MM_FAILURE  CONFIRMED  hpux042 -> 15.2.2.2  7f3a rev 2  2 attempts
      """;

  private static final String OLDEST =
      """
      2002-03-15T07:14:23Z  OPEN  MM_FAILURE  CONFIRMED  hpux042 -> 15.2.2.2  beef rev 1  1 attempt
      """;

  private static final String OVER =
      """
      2002-03-15T07:15:18Z  RESOLVED  MM_FAILURE  CONFIRMED  hpux043 -> 15.2.2.2  c0de rev 1  1 attempt
      """;

  @Test
  void shouldListWhatIsOpenAsItChangedLast() {
    assertThat(incidents("list")).isEqualTo(new Ran(0, NEWEST + OLDEST, ""));
    assertThat(incidents("list", "--status", "ALL").out()).isEqualTo(OVER + NEWEST + OLDEST);
    assertThat(incidents("list", "--status", "RESOLVED", "--host", "hpux043").out())
        .isEqualTo(OVER);
    assertThat(incidents("list", "--since", "2002-03-15T07:14:40Z").out()).isEqualTo(NEWEST);
    assertThat(incidents("list", "--limit", "1"))
        .isEqualTo(new Ran(0, NEWEST, "there are more; see --limit, --since\n"));
    assertThat(incidents("list", "--since", "1h")).isEqualTo(new Ran(0, "", "no such incidents\n"));
    assertThat(incidents("list", "--verdict", "UNDETERMINED", "--peer", "15.2.2.2").out())
        .isEmpty();
  }

  @Test
  void shouldListInJson() {
    assertThat(incidents("list", "--limit", "1", "--format", "json").out())
        .isEqualTo(new IncidentJson().line(incident("7f3a", 2, 31)) + "\n");
  }

  @Test
  void shouldTellTheHistoryOfAnIncidentByItsFirstCharacters() {
    assertThat(incidents("history", "7f"))
        .isEqualTo(
            new Ran(
                0,
                NEWEST
                    + """
                      rev 1   2002-03-15T07:14:18Z  OPEN       UNDETERMINED (AUDIT_LEVEL)  CONFIRMED  1 attempt
                      rev 2   2002-03-15T07:14:49Z  OPEN       MM_FAILURE  CONFIRMED  2 attempts
                      DELIVERED  2002-03-15T07:14:19Z  hook rev 1
                      REFUSED    2002-03-15T07:14:20Z  siem rev 2  it answers 400

                    \
                    """,
                ""));
  }

  @Test
  void shouldTellTheHistoryInJson() {
    assertThat(incidents("history", "7f3a", "--format", "json").out())
        .isEqualTo(
            """
            {"incidentId":"7f3a","revisions":[{"revision":1,"status":"OPEN",\
            "verdict":"UNDETERMINED","confidence":"CONFIRMED","reason":"AUDIT_LEVEL",\
            "cause":"SILENT_PEER","peer":"15.2.2.2","updatedAt":"2002-03-15T07:14:18Z",\
            "resolvedAt":null,"attempts":1,"flaps":0,"parent":null},{"revision":2,"status":"OPEN",\
            "verdict":"MM_FAILURE","confidence":"CONFIRMED","reason":null,"cause":"SILENT_PEER",\
            "peer":"15.2.2.2","updatedAt":"2002-03-15T07:14:49Z","resolvedAt":null,"attempts":2,\
            "flaps":0,"parent":null}],"deliveries":[{"destination":"hook","revision":1,\
            "at":"2002-03-15T07:14:19Z","outcome":"DELIVERED","detail":""},{"destination":"siem",\
            "revision":2,"at":"2002-03-15T07:14:20Z","outcome":"REFUSED","detail":"it answers 400"}]}
            """);
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThat(incidents("history", "ff").err())
        .startsWith("no incident's id begins with ff in this database");
    assertThat(incidents("history", "ff").exit()).isEqualTo(2);
    assertThat(incidents("list", "--limit", "0").exit()).isEqualTo(2);
    assertThat(incidents("list", "-D", "sink.database.url=jdbc:sqlite:/no/such/dir/i.db"))
        .satisfies(
            ran -> assertThat(ran.exit()).isEqualTo(3),
            ran -> assertThat(ran.err()).startsWith("ikewatch: the database cannot be opened: "));
  }
}
