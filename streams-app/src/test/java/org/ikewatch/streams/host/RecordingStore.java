package org.ikewatch.streams.host;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** State as lines of text, and a write that fails when asked to. */
final class RecordingStore implements StateStore {
  private record Key(Table table, String host, String suffix) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }
  }

  private final Map<Key, byte[]> entries = new TreeMap<>();
  private boolean failing;

  static RecordingStore of(List<String> lines) {
    RecordingStore store = new RecordingStore();
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      Key key = new Key(Table.valueOf(parts[0]), parts[1], decode(parts[2]));
      store.entries.put(key, HexFormat.of().parseHex(parts[3]));
    }
    return store;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    entries.forEach(
        (key, value) ->
            lines.add(
                String.join(
                    "\t",
                    key.table().name(),
                    key.host(),
                    encode(key.suffix()),
                    HexFormat.of().formatHex(value))));
    return lines;
  }

  /** Suffixes of slots are not text. */
  private static String encode(String suffix) {
    StringBuilder hex = new StringBuilder();
    suffix.chars().forEach(one -> hex.append("%04x".formatted(one)));
    return hex.toString();
  }

  private static String decode(String hex) {
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < hex.length(); i += 4) {
      suffix.append((char) Integer.parseInt(hex.substring(i, i + 4), 16));
    }
    return suffix.toString();
  }

  void failOnNextRead() {
    failing = true;
  }

  @Override
  public Optional<byte[]> get(Table table, String host, String suffix) {
    if (failing) {
      failing = false;
      throw new IllegalStateException("planted");
    }
    return Optional.ofNullable(entries.get(new Key(table, host, suffix)));
  }

  @Override
  public void put(Table table, String host, String suffix, byte[] value) {
    entries.put(new Key(table, host, suffix), value);
  }

  @Override
  public void delete(Table table, String host, String suffix) {
    entries.remove(new Key(table, host, suffix));
  }

  @Override
  public void scan(Table table, String host, BiConsumer<String, byte[]> entry) {
    new TreeMap<>(entries)
        .forEach(
            (key, value) -> {
              if (key.table() == table && key.host().equals(host)) {
                entry.accept(key.suffix(), value);
              }
            });
  }

  @Override
  public void scanHosts(BiConsumer<String, byte[]> header) {
    new TreeMap<>(entries)
        .forEach(
            (key, value) -> {
              if (key.table() == Table.HOST) {
                header.accept(key.host(), value);
              }
            });
  }
}
