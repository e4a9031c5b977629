package org.ikewatch.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {
  @Test
  void shouldBeGoodWhereEveryServiceIs() {
    assertThat(Health.of(Map.of("ingest", Health.GOOD, "sink", Health.GOOD)))
        .isEqualTo(Health.GOOD);
  }

  @Test
  void shouldBeAsTheWorstServiceIsAndNameEveryReason() {
    // Given
    Map<String, Health> services = new LinkedHashMap<>();
    services.put("ingest", new Health(true, "the broker is unavailable"));
    services.put("correlate", new Health(false, false, "it has ended"));
    services.put("sink", Health.GOOD);

    // When
    Health health = Health.of(services);

    // Then
    assertThat(health)
        .isEqualTo(
            new Health(false, false, "ingest: the broker is unavailable; correlate: it has ended"));
  }
}
