package org.ikewatch.app.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ikewatch.app.registry.RegistryEvent.CompatibilityCleared;
import org.ikewatch.app.registry.RegistryEvent.CompatibilitySet;
import org.ikewatch.app.registry.RegistryEvent.Mode;
import org.ikewatch.app.registry.RegistryEvent.ModeSet;
import org.ikewatch.app.registry.RegistryEvent.SubjectDeleted;
import org.ikewatch.app.registry.RegistryEvent.VersionPurged;
import org.ikewatch.app.registry.RegistryEvent.VersionStored;

/**
 * Events as Confluent's registry writes them to its {@code _schemas} topic, so that either can go
 * on with the topic of the other. The order of a key's fields matters: compaction compares bytes.
 */
final class EventFormat {
  private final ObjectMapper json = new ObjectMapper();

  /** The record's key. */
  byte[] key(RegistryEvent event) {
    ObjectNode key = json.createObjectNode();
    if (event instanceof VersionStored stored) {
      versionKey(key, stored.schema().subject(), stored.schema().version());
    } else if (event instanceof VersionPurged purged) {
      versionKey(key, purged.subject(), purged.version());
    } else if (event instanceof SubjectDeleted deleted) {
      subjectKey(key, "DELETE_SUBJECT", deleted.subject());
    } else if (event instanceof CompatibilitySet set) {
      subjectKey(key, "CONFIG", set.subject());
    } else if (event instanceof CompatibilityCleared cleared) {
      subjectKey(key, "CONFIG", cleared.subject());
    } else if (event instanceof ModeSet set) {
      subjectKey(key, "MODE", set.subject());
    }
    return bytes(key);
  }

  private static void versionKey(ObjectNode key, String subject, int version) {
    key.put("keytype", "SCHEMA").put("subject", subject).put("version", version).put("magic", 1);
  }

  private static void subjectKey(ObjectNode key, String type, String subject) {
    key.put("keytype", type)
        .put("subject", subject.equals(RegistryState.GLOBAL) ? null : subject)
        .put("magic", 0);
  }

  /** The record's value; null is a tombstone. */
  byte[] value(RegistryEvent event) {
    ObjectNode value = json.createObjectNode();
    if (event instanceof VersionStored stored) {
      SchemaVersion schema = stored.schema();
      value
          .put("subject", schema.subject())
          .put("version", schema.version())
          .put("id", schema.id())
          .put("schema", schema.schema())
          .put("deleted", stored.deleted());
    } else if (event instanceof SubjectDeleted deleted) {
      value.put("subject", deleted.subject()).put("version", deleted.upTo());
    } else if (event instanceof CompatibilitySet set) {
      value.put("compatibilityLevel", set.level().name());
    } else if (event instanceof ModeSet set) {
      value.put("mode", set.mode().name());
    } else {
      return null;
    }
    return bytes(value);
  }

  /**
   * The event in a record.
   *
   * @return empty where the record says nothing to this registry, such as a NOOP
   * @throws IllegalArgumentException where it cannot be read
   */
  Optional<RegistryEvent> event(byte[] keyBytes, byte[] valueBytes) {
    JsonNode key = tree(keyBytes);
    JsonNode value = valueBytes == null ? null : tree(valueBytes);
    String subject = key.path("subject").asText(RegistryState.GLOBAL);
    return Optional.ofNullable(
        switch (key.path("keytype").asText()) {
          case "SCHEMA" -> version(subject, key.path("version").asInt(), value);
          case "DELETE_SUBJECT" ->
              value == null ? null : new SubjectDeleted(subject, value.path("version").asInt());
          case "CONFIG" -> level(subject, value);
          case "MODE" -> mode(subject, value);
          default -> null;
        });
  }

  private static RegistryEvent version(String subject, int version, JsonNode value) {
    if (value == null) {
      return new VersionPurged(subject, version);
    }
    var schema =
        new SchemaVersion(
            subject, version, value.path("id").asInt(), value.path("schema").asText());
    return new VersionStored(schema, value.path("deleted").asBoolean());
  }

  private static RegistryEvent level(String subject, JsonNode value) {
    String level = value == null ? "" : value.path("compatibilityLevel").asText();
    return level.isEmpty()
        ? new CompatibilityCleared(subject)
        : new CompatibilitySet(subject, Compatibility.valueOf(level));
  }

  private static RegistryEvent mode(String subject, JsonNode value) {
    String mode = value == null ? "" : value.path("mode").asText();
    return new ModeSet(subject, mode.startsWith("READONLY") ? Mode.READONLY : Mode.READWRITE);
  }

  private JsonNode tree(byte[] bytes) {
    try {
      return json.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
