package org.ikewatch.lab.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.replay.AuditReplay;
import org.ikewatch.ingest.replay.Replayed;
import org.junit.jupiter.api.Test;

class OracleTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final int HOSTS = 600;
  private static final int AT_LEAST = 15;

  private final HostGenerator generator = new HostGenerator();

  @Test
  void shouldProduceEveryStoryOften() {
    // Given
    Map<StoryKind, Integer> produced = new EnumMap<>(StoryKind.class);

    // When
    LongStream.range(0, HOSTS)
        .mapToObj(generator::host)
        .flatMap(host -> host.episodes().stream())
        .forEach(episode -> produced.merge(episode.kind(), 1, Integer::sum));

    // Then
    assertThat(produced.keySet()).containsExactlyInAnyOrder(StoryKind.values());
    assertThat(produced)
        .allSatisfy((kind, count) -> assertThat(count).as(kind.name()).isGreaterThan(AT_LEAST));
  }

  @Test
  void shouldWriteTextThatIsReadWhole() {
    for (long seed = 0; seed < HOSTS; seed++) {
      // Given
      HostScript host = generator.host(seed);
      List<HostScript.Written> written = host.written();
      List<Replayed> read = new ArrayList<>();

      // When
      try (AuditReplay replay =
          new AuditReplay(HostDirectory.empty(new HostDefaults(UTC, "")), read::add)) {
        replay.auditLines(
            host.spec().name(),
            "audit.log",
            new AuditText(UTC, new HostClock(Duration.ZERO)).lines(written));
      }

      // Then
      assertThat(written).hasSizeGreaterThanOrEqualTo(100);
      assertThat(read)
          .allSatisfy(one -> assertThat(one).isInstanceOf(Replayed.Audited.class))
          .extracting(one -> ((Replayed.Audited) one).record().getText())
          .isEqualTo(written.stream().map(one -> one.line().text()).toList());
    }
  }

  @Test
  void shouldMakeTheSameHostOfTheSameSeed() {
    // When
    HostScript first = generator.host(4711);
    HostScript second = generator.host(4711);

    // Then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void shouldSufficeForMostHosts() {
    // Given
    TruthJudge judge = new TruthJudge(EvidenceTable.standard());

    // When
    long enough =
        LongStream.range(0, HOSTS)
            .filter(seed -> judge.judge(generator.host(seed), List.of()).suffices())
            .count();

    // Then
    assertThat(enough).isGreaterThan(HOSTS * 6 / 10);
  }
}
