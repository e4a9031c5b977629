package org.ikewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ikewatch.sink.settings.DestinationType;
import org.junit.jupiter.api.Test;

/** The examples of the README can be copied. */
class ReadmeExamplesTest {
  private static final Pattern EXAMPLE = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);

  @Test
  void shouldBeTakenAsTheyStand() throws IOException {
    // Given
    Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    Set<String> kinds = new TreeSet<>();

    // When
    while (examples.find()) {
      Map<String, String> settings = settings(examples.group(1));
      SinkServiceConfig.from(settings)
          .destinations()
          .forEach(
              one -> kinds.add(settings.getOrDefault("sink." + one.name() + ".type", one.name())));
    }

    // Then
    assertThat(kinds)
        .isEqualTo(
            SinkServiceConfig.TYPES.stream()
                .map(DestinationType::name)
                .collect(Collectors.toSet()));
  }

  private static Map<String, String> settings(String example) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(example));
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    settings.put("kafka.bootstrap.servers", "kafka.example.com:9092");
    settings.put("schema.registry.url", "http://registry.example.com:8081");
    return settings;
  }
}
