package org.ikewatch.streams.host;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** State on the heap, for a replay and for tests. */
public final class MapStateStore implements StateStore {
  private final Map<Table, Map<String, Map<String, byte[]>>> tables = new EnumMap<>(Table.class);

  public MapStateStore() {
    for (Table table : Table.values()) {
      tables.put(table, new HashMap<>());
    }
  }

  @Override
  public Optional<byte[]> get(Table table, String host, String suffix) {
    return Optional.ofNullable(ofHost(table, host).get(suffix));
  }

  @Override
  public void put(Table table, String host, String suffix, byte[] value) {
    tables.get(table).computeIfAbsent(host, it -> new HashMap<>()).put(suffix, value);
  }

  @Override
  public void delete(Table table, String host, String suffix) {
    Map<String, byte[]> entries = tables.get(table).get(host);
    if (entries != null) {
      entries.remove(suffix);
      if (entries.isEmpty()) {
        tables.get(table).remove(host);
      }
    }
  }

  @Override
  public void scan(Table table, String host, BiConsumer<String, byte[]> entry) {
    new TreeMap<>(ofHost(table, host)).forEach(entry);
  }

  @Override
  public void scanHosts(BiConsumer<String, byte[]> header) {
    tables.get(Table.HOST).forEach((host, entries) -> header.accept(host, entries.get("")));
  }

  /** Bytes kept, names included. */
  public long bytes() {
    long bytes = 0;
    for (Map<String, Map<String, byte[]>> table : tables.values()) {
      for (Map.Entry<String, Map<String, byte[]>> host : table.entrySet()) {
        for (Map.Entry<String, byte[]> entry : host.getValue().entrySet()) {
          bytes += host.getKey().length() + entry.getKey().length() + entry.getValue().length;
        }
      }
    }
    return bytes;
  }

  private Map<String, byte[]> ofHost(Table table, String host) {
    Map<String, byte[]> entries = tables.get(table).get(host);
    return entries == null ? Map.of() : entries;
  }
}
