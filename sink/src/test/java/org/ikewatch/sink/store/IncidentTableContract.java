package org.ikewatch.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;
import static org.ikewatch.sink.Samples.refused;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Reason;
import org.ikewatch.sink.incidents.DeliveryException;
import org.junit.jupiter.api.Test;

/** What every database of incidents promises. */
abstract class IncidentTableContract {

  /** An open database, empty or not: each test uses ids of its own. */
  abstract Database database();

  @Test
  void shouldStoreEveryFieldUnderItsContractName() throws Exception {
    // Given
    IncidentTable table = new IncidentTable(database());

    // When
    table.deliver(List.of(incident("fields", 1)));

    // Then
    try (Connection connection = database().connection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT * FROM incidents WHERE incidentId = 'fields'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt("revision")).isEqualTo(1);
      assertThat(row.getString("scope")).isEqualTo("PEER");
      assertThat(row.getString("status")).isEqualTo("OPEN");
      assertThat(row.getString("verdict")).isEqualTo("MM_FAILURE");
      assertThat(row.getString("confidence")).isEqualTo("CONFIRMED");
      assertThat(row.getString("reason")).isNull();
      assertThat(row.getString("cause")).isEqualTo("SILENT_PEER");
      assertThat(row.getString("host")).isEqualTo("hpux042");
      assertThat(row.getString("peer")).isEqualTo("15.2.2.2");
      assertThat(row.getLong("openedAt")).isEqualTo(1_016_176_458_000L);
      assertThat(row.getLong("updatedAt")).isEqualTo(1_016_176_458_000L);
      assertThat(row.getObject("resolvedAt")).isNull();
      assertThat(row.getLong("attempts")).isEqualTo(1);
      assertThat(row.getInt("flaps")).isZero();
      assertThat(row.getString("parent")).isNull();
      assertThat(row.getString("candidates")).isEqualTo("[]");
      assertThat(row.getString("evidence"))
          .isEqualTo(
              "[{\"host\":\"hpux042\",\"msg\":413,\"level\":\"ERROR\","
                  + "\"eventTime\":\"2002-03-15T07:14:18Z\",\"signal\":\"MM_TIMEOUT\","
                  + "\"text\":\"MM negotiation timeout, src 15.2.2.2\",\"file\":null,\"line\":null}]");
      assertThat(row.getString("nextCommands")).isEqualTo("[\"ipsec_report -mad\"]");
      assertThat(row.getString("explanation")).isEqualTo("[]");
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void shouldReadBackWhatItStored() {
    // Given
    IncidentTable table = new IncidentTable(database());
    Incident full = incident("read-1", 4);
    full.setReason(Reason.RECORDS_LOST);
    full.setResolvedAt(full.getUpdatedAt());
    full.setCandidates(List.of("15.2.2.2", "2001:db8::1"));
    full.setExplanation(List.of("It failed: \"Msg 413\"."));
    table.deliver(List.of(full, incident("read-2", 1)));

    // When, Then
    assertThat(table.startingWith("read-1")).containsExactly(full);
    assertThat(table.startingWith("read-")).containsExactly(full, incident("read-2", 1));
    assertThat(table.startingWith("read%")).isEmpty();
  }

  @Test
  void shouldMoveRevisionsForwardOnly() {
    // Given
    IncidentTable table = new IncidentTable(database());
    table.deliver(List.of(incident("forward", 2)));

    // When
    table.deliver(List.of(incident("forward", 3), incident("forward", 1)));
    table.deliver(List.of(incident("forward", 3)));

    // Then
    assertThat(table.revisionOf("forward")).contains(3);
  }

  @Test
  void shouldStoreNothingOfABatchThatIsRefused() {
    // Given
    IncidentTable table = new IncidentTable(database());

    // When, Then
    assertThatThrownBy(() -> table.deliver(List.of(incident("good", 1), refused("bad"))))
        .isInstanceOf(DeliveryException.Permanent.class)
        .hasMessageContaining("host");
    assertThat(table.revisionOf("good")).isEmpty();
  }

  @Test
  void shouldKeepHostileText() {
    // Given
    IncidentTable table = new IncidentTable(database());
    var hostile = incident("hostile", 1);
    hostile.getEvidence().get(0).setText("\u0000'; DROP TABLE incidents; -- \uD83D\uDE00 \"");

    // When
    table.deliver(List.of(hostile));

    // Then
    assertThat(table.revisionOf("hostile")).contains(1);
  }
}
