package org.ikewatch.sink.siem.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ikewatch.sink.Golden;

/** What a published schema says of its attributes, as far as the mappings use it. */
final class PublishedSchema {
  private final Map<String, Map<String, Attribute>> sections = new HashMap<>();

  /** One attribute; no values where any will do. */
  private record Attribute(String type, boolean list, boolean required, Set<String> values) {
    static Attribute of(List<String> words) {
      String type = words.get(1);
      boolean list = type.endsWith("[]");
      String last = words.get(words.size() - 1);
      return new Attribute(
          list ? type.substring(0, type.length() - 2) : type,
          list,
          words.contains("!"),
          words.size() == 2 || last.equals("!") ? Set.of() : Set.of(last.split(",")));
    }
  }

  /** The schema in a file of the test's resources. */
  static PublishedSchema load(String name) throws IOException {
    PublishedSchema schema = new PublishedSchema();
    String section = "";
    for (String line : Files.readAllLines(Golden.file("siem/mapping/" + name))) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.length() - 1);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        List<String> words = Arrays.asList(line.split(" "));
        schema
            .sections
            .computeIfAbsent(section, none -> new TreeMap<>())
            .put(words.get(0), Attribute.of(words));
      }
    }
    return schema;
  }

  /** What is wrong with an event of a class, whose objects are classes as well. */
  List<String> violations(String section, JsonNode event) {
    List<String> wrong = new ArrayList<>();
    check(section, section, event, wrong);
    return wrong;
  }

  /** What is wrong with a document whose fields are named by their paths. */
  List<String> violations(JsonNode document, String ownNamespace) {
    Map<String, JsonNode> fields = new TreeMap<>();
    flatten("", document, fields);
    fields.keySet().removeIf(path -> path.startsWith(ownNamespace + "."));
    List<String> wrong = new ArrayList<>();
    Map<String, Attribute> known = sections.get("");
    fields.forEach((path, value) -> checkAttribute(path, known.get(path), value, wrong));
    missing("", known, fields.keySet(), wrong);
    return wrong;
  }

  private void check(String path, String section, JsonNode event, List<String> wrong) {
    Map<String, Attribute> known = sections.get(section);
    Map<String, JsonNode> given = new TreeMap<>();
    event.properties().forEach(field -> given.put(field.getKey(), field.getValue()));
    given.forEach(
        (name, value) -> checkAttribute(path + "." + name, known.get(name), value, wrong));
    missing(path + ".", known, given.keySet(), wrong);
  }

  private static void missing(
      String path, Map<String, Attribute> known, Set<String> given, List<String> wrong) {
    known.forEach(
        (name, attribute) -> {
          if (attribute.required() && !given.contains(name)) {
            wrong.add(path + name + " is missing");
          }
        });
  }

  private void checkAttribute(
      String path, Attribute attribute, JsonNode value, List<String> wrong) {
    if (attribute == null) {
      wrong.add(path + " is unknown");
    } else if (attribute.list() != value.isArray()) {
      wrong.add(path + " is " + (attribute.list() ? "no" : "a") + " list");
    } else if (attribute.list()) {
      value.forEach(one -> checkValue(path, attribute, one, wrong));
    } else {
      checkValue(path, attribute, value, wrong);
    }
  }

  private void checkValue(String path, Attribute attribute, JsonNode value, List<String> wrong) {
    if (sections.containsKey(attribute.type())) {
      check(path, attribute.type(), value, wrong);
    } else if (!isOf(attribute.type(), value)) {
      wrong.add(path + " is no " + attribute.type() + ": " + value);
    } else if (!attribute.values().isEmpty() && !attribute.values().contains(value.asText())) {
      wrong.add(path + " cannot be " + value);
    }
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "string", "keyword", "text", "match_only_text", "wildcard" -> value.isTextual();
      case "integer", "long", "timestamp" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "ip" -> value.isTextual() && Addresses.isAddress(value.asText());
      case "date" -> value.isTextual() && isTime(value.asText());
      case "json" -> value.isObject();
      default -> false;
    };
  }

  private static boolean isTime(String text) {
    try {
      return Instant.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, JsonNode> fields) {
    if (!node.isObject()) {
      fields.put(path, node);
      return;
    }
    node.properties()
        .forEach(
            field ->
                flatten(
                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    field.getValue(),
                    fields));
  }
}
