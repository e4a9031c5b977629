package org.ikewatch.app.registry;

import static org.ikewatch.app.registry.RegistryState.GLOBAL;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.ikewatch.app.registry.RegistryEvent.CompatibilitySet;
import org.ikewatch.app.registry.RegistryEvent.Mode;
import org.ikewatch.app.registry.RegistryEvent.ModeSet;
import org.ikewatch.app.registry.RegistryEvent.SubjectDeleted;
import org.ikewatch.app.registry.RegistryEvent.VersionStored;

/**
 * The registry's rules: what may be registered, and what is found where.
 *
 * <p>Changes are made one at a time: each is decided on a state that holds all changes before it.
 */
final class RegistryService {
  private final RegistryState state;
  private final Consumer<RegistryEvent> log;

  /**
   * @param log stores an event and returns when the state has taken it in
   */
  RegistryService(RegistryState state, Consumer<RegistryEvent> log) {
    this.state = state;
    this.log = log;
  }

  /**
   * Registers a schema, or finds it where it is registered already.
   *
   * @throws RegistryRefusal where the text is no schema, or not compatible with its predecessors
   */
  synchronized SchemaVersion register(String subject, String text) {
    Schema schema = parse(text);
    SchemaVersion place = state.placeOf(subject, schema.toString());
    List<SchemaVersion> earlier = state.versions(subject);
    if (earlier.contains(place)) {
      return place;
    }
    requireWritable();
    Compatibility level = state.level(subject);
    List<String> obstacles = level.obstacles(schema, parsed(earlier));
    if (!obstacles.isEmpty()) {
      throw RegistryRefusal.incompatible(subject, level, String.join("; ", obstacles));
    }
    log.accept(new VersionStored(place, false));
    return place;
  }

  /** The version under which a schema is registered. */
  SchemaVersion lookup(String subject, String text) {
    List<SchemaVersion> versions = versions(subject);
    String canonical = parse(text).toString();
    return versions.stream()
        .filter(version -> version.schema().equals(canonical))
        .findFirst()
        .orElseThrow(() -> RegistryRefusal.schemaNotFound("under subject " + subject));
  }

  /** A subject's versions in force, the oldest first. */
  List<SchemaVersion> versions(String subject) {
    List<SchemaVersion> versions = state.versions(subject);
    if (versions.isEmpty()) {
      throw RegistryRefusal.subjectNotFound(subject);
    }
    return versions;
  }

  /**
   * One version.
   *
   * @param version its number, or {@code latest}
   */
  SchemaVersion version(String subject, String version) {
    List<SchemaVersion> versions = versions(subject);
    if (version.equals("latest") || version.equals("-1")) {
      return versions.get(versions.size() - 1);
    }
    int number = versionNumber(version);
    return versions.stream()
        .filter(candidate -> candidate.version() == number)
        .findFirst()
        .orElseThrow(() -> RegistryRefusal.versionNotFound(version));
  }

  /**
   * What keeps a schema from following one version, or all of them where {@code version} is null.
   */
  List<String> obstacles(String subject, String version, String text) {
    List<SchemaVersion> earlier =
        version == null ? state.versions(subject) : List.of(version(subject, version));
    return state.level(subject).obstacles(parse(text), parsed(earlier));
  }

  /** Hides all versions of a subject; their ids stay readable. */
  synchronized List<Integer> deleteSubject(String subject) {
    List<Integer> versions = versions(subject).stream().map(SchemaVersion::version).toList();
    requireWritable();
    log.accept(new SubjectDeleted(subject, versions.get(versions.size() - 1)));
    return versions;
  }

  /** Hides one version; its id stays readable. */
  synchronized int deleteVersion(String subject, String version) {
    SchemaVersion found = version(subject, version);
    requireWritable();
    log.accept(new VersionStored(found, true));
    return found.version();
  }

  /** Sets the level of a subject, or of the registry by {@link RegistryState#GLOBAL}. */
  synchronized Compatibility setLevel(String subject, String name) {
    Compatibility level = constant(Compatibility.values(), name, RegistryRefusal::invalidLevel);
    log.accept(new CompatibilitySet(subject, level));
    return level;
  }

  /** Sets the registry's mode. */
  synchronized Mode setMode(String name) {
    Mode mode = constant(Mode.values(), name, RegistryRefusal::invalidMode);
    log.accept(new ModeSet(GLOBAL, mode));
    return mode;
  }

  private void requireWritable() {
    if (state.mode() == Mode.READONLY) {
      throw RegistryRefusal.notPermitted("The registry is in read-only mode");
    }
  }

  private static <E extends Enum<E>> E constant(
      E[] constants, String name, Function<String, RegistryRefusal> refusal) {
    for (E constant : constants) {
      if (constant.name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    throw refusal.apply(name);
  }

  private static int versionNumber(String version) {
    if (!version.matches("[1-9][0-9]{0,8}")) {
      throw RegistryRefusal.invalidVersion(version);
    }
    return Integer.parseInt(version);
  }

  private static List<Schema> parsed(List<SchemaVersion> versions) {
    return versions.stream().map(version -> parse(version.schema())).toList();
  }

  private static Schema parse(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (AvroRuntimeException e) {
      throw RegistryRefusal.invalidSchema(e.getMessage());
    }
  }
}
