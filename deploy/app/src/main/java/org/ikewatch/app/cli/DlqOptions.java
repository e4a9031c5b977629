package org.ikewatch.app.cli;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ikewatch.app.dlq.LetterFilter;
import org.ikewatch.app.dlq.Letters;
import org.ikewatch.app.dlq.Place;
import org.ikewatch.app.topics.TopicScan;
import org.ikewatch.schemas.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which letters a command is about, and where they are. */
final class DlqOptions {
  /** A topic of letters. */
  enum Topic {
    rejects(Topics.REJECTS),
    deadletters(Topics.DEADLETTERS);

    private final String full;

    Topic(String full) {
      this.full = full;
    }
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ServiceOptions options;

  @Option(names = "--topic", description = "Only this topic: ${COMPLETION-CANDIDATES}.")
  private Optional<Topic> topic;

  @Option(
      names = "--stage",
      description = "Only what this part could not use: ingest, streams-app, sink.NAME.")
  private Optional<String> stage;

  @Option(names = "--reason", description = "Only this reason, such as NOT_AN_AUDIT_RECORD.")
  private Optional<String> reason;

  @Option(
      names = "--since",
      converter = SinceConverter.class,
      description = "Only what failed since: a time ago (90m, 24h, 7d), or 2026-03-01T07:00:00Z.")
  private Optional<Instant> since;

  /** Whether anything is said about which letters are meant. */
  boolean isNarrow() {
    return topic.isPresent() || stage.isPresent() || reason.isPresent() || since.isPresent();
  }

  LetterFilter filter(Set<Place> places, boolean replayed) {
    return new LetterFilter(topic.map(one -> one.full), stage, reason, since, places, replayed);
  }

  /** Every setting, those of Kafka and the registry among them. */
  Map<String, String> settings() {
    return options.settingsWith(ServiceOptions.BOOTSTRAP, ServiceOptions.REGISTRY);
  }

  static Map<String, String> kafka(Map<String, String> settings) {
    Map<String, String> kafka = ServiceOptions.kafka(settings);
    kafka.put("bootstrap.servers", settings.get(ServiceOptions.BOOTSTRAP));
    return kafka;
  }

  static Letters letters(Map<String, String> settings) {
    return new Letters(new TopicScan(kafka(settings)), ServiceOptions.registry(settings));
  }

  void requirePositive(int limit) {
    Limit.requirePositive(spec, limit);
  }
}
