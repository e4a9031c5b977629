package org.ikewatch.app.registry;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.ikewatch.schemas.TopicSettings;

/** The subjects of IKEwatch's own topics, which have stricter rules than those of others. */
final class OurSubjects {
  private static final Set<String> ALL =
      new TreeSet<>(TopicSettings.all().stream().map(topic -> topic.name() + "-value").toList());

  private OurSubjects() {}

  /** The level that holds for a subject where nobody has set one, for it or for the registry. */
  static Compatibility level(String subject) {
    return ALL.contains(subject) ? Compatibility.FULL_TRANSITIVE : Compatibility.BACKWARD;
  }

  /**
   * Hides the versions of our contracts from before every enum had a default. No released reader
   * has them, and no later version would be compatible with them. Their ids stay readable, and so
   * do the records that were written with them.
   */
  static void hidePreReleases(RegistryState state, RegistryService service) {
    for (String subject : ALL) {
      List<SchemaVersion> preReleases =
          state.versions(subject).stream()
              .filter(version -> lacksEnumDefault(new Schema.Parser().parse(version.schema())))
              .toList();
      for (SchemaVersion version : preReleases) {
        service.deleteVersion(subject, Integer.toString(version.version()));
      }
    }
  }

  private static boolean lacksEnumDefault(Schema schema) {
    return switch (schema.getType()) {
      case ENUM -> schema.getEnumDefault() == null;
      case UNION -> schema.getTypes().stream().anyMatch(OurSubjects::lacksEnumDefault);
      case ARRAY -> lacksEnumDefault(schema.getElementType());
      case MAP -> lacksEnumDefault(schema.getValueType());
      case RECORD ->
          schema.getFields().stream().anyMatch(field -> lacksEnumDefault(field.schema()));
      default -> false;
    };
  }
}
