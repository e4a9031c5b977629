package org.ikewatch.lab.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Each story's records on a page of their own, to be read against domain.md and engine.md 3. */
class StoryTextTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/org/ikewatch/lab/oracle/stories.txt");
  private static final Instant HEALTHY = Instant.parse("2026-03-02T06:00:00Z");
  private static final Instant AT = Instant.parse("2026-03-02T07:00:00Z");
  private static final Pair PAIR = new Pair("10.1.1.1", "10.2.2.2");
  private static final List<Traits> TRAITS =
      List.of(new Traits(false, false, true), new Traits(true, true, true));

  @Test
  void shouldWriteTheTextsOfTheGuidesAndOfRacoon2() throws IOException {
    // Given
    StringBuilder page = new StringBuilder();

    // When
    stories(page, Dialect.A02, new A02Stories());
    stories(page, Dialect.A03_IKEV1, new Ikev1Stories());
    stories(page, Dialect.A03_IKEV2, new Ikev2Stories());
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(GOLDEN, page);
    }

    // Then
    assertThat(page.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  private static void stories(StringBuilder page, Dialect dialect, Stories stories) {
    AuditText text = new AuditText(ZoneId.of("UTC"), new HostClock(Duration.ZERO));
    for (StoryKind kind : StoryKind.values()) {
      for (Traits traits : TRAITS) {
        for (Episode episode : examples(kind, traits, stories)) {
          page.append("## %s %s %s%n".formatted(dialect, kind, episode.role()));
          episode.failure().ifPresent(f -> page.append("fails: %s%n".formatted(f.verdict())));
          long msg = 401;
          for (Line line : episode.lines()) {
            text.lines(new HostScript.Written(line, msg++))
                .forEach(one -> page.append(one).append('\n'));
          }
          page.append('\n');
        }
      }
    }
  }

  /** Of a fresh pair and of one with an SA, where the story fits. */
  private static List<Episode> examples(StoryKind kind, Traits traits, Stories stories) {
    List<Episode> examples = new ArrayList<>();
    for (boolean up : List.of(false, true)) {
      Lane lane = new Lane(PAIR, traits, new SplittableRandom(traits.ipsecTools() ? 2 : 7));
      if (up) {
        stories.play(StoryKind.HEALTHY, lane, HEALTHY);
      }
      if (stories.possible(lane, AT).contains(kind)) {
        examples.add(stories.play(kind, lane, AT));
      }
    }
    return examples;
  }
}
