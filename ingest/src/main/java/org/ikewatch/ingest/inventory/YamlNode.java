package org.ikewatch.ingest.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML that knows its line. Every kind of node can be asked for every kind of value. */
final class YamlNode {
  static final YamlNode EMPTY = new YamlNode(1);

  private final int line;
  private final Map<String, YamlNode> entries = new LinkedHashMap<>();
  private final Map<String, Integer> repeated = new LinkedHashMap<>();
  private final List<YamlNode> items = new ArrayList<>();
  private String text = "";
  private Kind kind = Kind.NOTHING;

  enum Kind {
    NOTHING,
    TEXT,
    LIST,
    MAP
  }

  YamlNode(int line) {
    this.line = line;
  }

  void become(String value) {
    kind = Kind.TEXT;
    text = value;
  }

  void becomeList() {
    kind = Kind.LIST;
  }

  void becomeMap() {
    kind = Kind.MAP;
  }

  void add(YamlNode item) {
    items.add(item);
  }

  void put(String key, int keyLine, YamlNode value) {
    if (entries.put(key, value) != null) {
      repeated.put(key, keyLine);
    }
  }

  int line() {
    return line;
  }

  Kind kind() {
    return kind;
  }

  String text() {
    return text;
  }

  List<YamlNode> items() {
    return items;
  }

  Map<String, YamlNode> entries() {
    return entries;
  }

  /** Keys that stand in the map more than once, and where. */
  Map<String, Integer> repeated() {
    return repeated;
  }
}
