package org.ikewatch.streams.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The writes of one record, in front of the store: all of them reach it together, or, if the record
 * fails, none.
 */
final class PendingWrites implements StateStore {
  private record Key(Table table, String host, String suffix) {}

  private final StateStore store;
  private final Map<Key, Optional<byte[]>> pending = new HashMap<>();

  PendingWrites(StateStore store) {
    this.store = store;
  }

  @Override
  public Optional<byte[]> get(Table table, String host, String suffix) {
    if (!pending.isEmpty()) {
      Optional<byte[]> written = pending.get(new Key(table, host, suffix));
      if (written != null) {
        return written;
      }
    }
    return store.get(table, host, suffix);
  }

  @Override
  public void put(Table table, String host, String suffix, byte[] value) {
    pending.put(new Key(table, host, suffix), Optional.of(value));
  }

  @Override
  public void delete(Table table, String host, String suffix) {
    pending.put(new Key(table, host, suffix), Optional.empty());
  }

  @Override
  public void scan(Table table, String host, BiConsumer<String, byte[]> entry) {
    if (pending.isEmpty()) {
      store.scan(table, host, entry);
      return;
    }
    Map<String, byte[]> all = new TreeMap<>();
    store.scan(table, host, all::put);
    pending.forEach(
        (key, value) -> {
          if (key.table() == table && key.host().equals(host)) {
            value.ifPresentOrElse(it -> all.put(key.suffix(), it), () -> all.remove(key.suffix()));
          }
        });
    all.forEach(entry);
  }

  @Override
  public void scanHosts(BiConsumer<String, byte[]> header) {
    store.scanHosts(header);
  }

  /** Writes everything. */
  void commit() {
    pending.forEach(
        (key, value) ->
            value.ifPresentOrElse(
                it -> store.put(key.table(), key.host(), key.suffix(), it),
                () -> store.delete(key.table(), key.host(), key.suffix())));
    pending.clear();
  }

  /** Discards everything. */
  void discard() {
    pending.clear();
  }
}
