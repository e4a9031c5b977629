package org.ikewatch.app.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.ikewatch.app.registry.RegistryEvent.CompatibilityCleared;
import org.ikewatch.app.registry.RegistryEvent.CompatibilitySet;
import org.ikewatch.app.registry.RegistryEvent.Mode;
import org.ikewatch.app.registry.RegistryEvent.ModeSet;
import org.ikewatch.app.registry.RegistryEvent.SubjectDeleted;
import org.ikewatch.app.registry.RegistryEvent.VersionPurged;
import org.ikewatch.app.registry.RegistryEvent.VersionStored;

/**
 * Everything the registry knows. It changes by events only, so that a replay of the log makes the
 * same state. Safe for use by several threads.
 */
final class RegistryState {
  /** The subject of settings that hold for the whole registry. */
  static final String GLOBAL = "";

  private final NavigableMap<String, NavigableMap<Integer, VersionStored>> subjects =
      new TreeMap<>();
  private final NavigableMap<Integer, String> schemas = new TreeMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, Compatibility> levels = new HashMap<>();
  private Mode mode = Mode.READWRITE;

  /** Takes in what happened next. */
  synchronized void apply(RegistryEvent event) {
    if (event instanceof VersionStored stored) {
      store(stored);
    } else if (event instanceof VersionPurged purged) {
      purge(purged);
    } else if (event instanceof SubjectDeleted deleted) {
      versionsOf(deleted.subject())
          .headMap(deleted.upTo(), true)
          .replaceAll((version, stored) -> new VersionStored(stored.schema(), true));
    } else if (event instanceof CompatibilitySet set) {
      levels.put(set.subject(), set.level());
    } else if (event instanceof CompatibilityCleared cleared) {
      levels.remove(cleared.subject());
    } else if (event instanceof ModeSet set && set.subject().equals(GLOBAL)) {
      mode = set.mode();
    }
  }

  private void store(VersionStored stored) {
    SchemaVersion schema = stored.schema();
    subjects
        .computeIfAbsent(schema.subject(), subject -> new TreeMap<>())
        .put(schema.version(), stored);
    schemas.putIfAbsent(schema.id(), schema.schema());
    ids.putIfAbsent(schema.schema(), schema.id());
  }

  /** The id outlives the version: records written with it are still about. */
  private void purge(VersionPurged purged) {
    NavigableMap<Integer, VersionStored> versions = versionsOf(purged.subject());
    versions.remove(purged.version());
    if (versions.isEmpty()) {
      subjects.remove(purged.subject());
    }
  }

  private NavigableMap<Integer, VersionStored> versionsOf(String subject) {
    return subjects.getOrDefault(subject, new TreeMap<>());
  }

  /** The subjects that have a version in force, sorted. */
  synchronized List<String> subjects() {
    return subjects.keySet().stream().filter(subject -> !versions(subject).isEmpty()).toList();
  }

  /** A subject's versions in force, the oldest first. */
  synchronized List<SchemaVersion> versions(String subject) {
    return inForce(versionsOf(subject).values());
  }

  /** The versions in force under any subject that have this schema. */
  synchronized List<SchemaVersion> versionsWithId(int id) {
    return subjects.values().stream()
        .flatMap(versions -> inForce(versions.values()).stream())
        .filter(version -> version.id() == id)
        .toList();
  }

  private static List<SchemaVersion> inForce(Collection<VersionStored> versions) {
    return versions.stream()
        .filter(stored -> !stored.deleted())
        .map(VersionStored::schema)
        .toList();
  }

  /** The text of a schema, whether a subject still has it or not. */
  synchronized Optional<String> schema(int id) {
    return Optional.ofNullable(schemas.get(id));
  }

  /** What the schema's version under the subject is, or would be if it were registered now. */
  synchronized SchemaVersion placeOf(String subject, String schema) {
    return versions(subject).stream()
        .filter(version -> version.schema().equals(schema))
        .findFirst()
        .orElseGet(() -> new SchemaVersion(subject, nextVersion(subject), idOf(schema), schema));
  }

  private int nextVersion(String subject) {
    NavigableMap<Integer, VersionStored> versions = versionsOf(subject);
    return versions.isEmpty() ? 1 : versions.lastKey() + 1;
  }

  private int idOf(String schema) {
    int next = schemas.isEmpty() ? 1 : schemas.lastKey() + 1;
    return ids.getOrDefault(schema, next);
  }

  /** The level set for this subject, or for the registry by {@link #GLOBAL}. */
  synchronized Optional<Compatibility> ownLevel(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  /** The level that holds for this subject. */
  synchronized Compatibility level(String subject) {
    return ownLevel(subject).or(() -> ownLevel(GLOBAL)).orElse(OurSubjects.level(subject));
  }

  synchronized Mode mode() {
    return mode;
  }
}
