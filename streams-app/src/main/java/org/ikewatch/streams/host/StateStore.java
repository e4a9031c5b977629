package org.ikewatch.streams.host;

import java.util.Optional;
import java.util.function.BiConsumer;

/** Where the state of hosts is kept; what was put before a restart is there after it. */
public interface StateStore {
  /** The kinds of entries. */
  enum Table {
    /** One header a host; the suffix is empty. */
    HOST,
    /** Older records of a host, by slot. */
    MEMORY,
    /** The negotiations of a host and a peer; the suffix is the peer. */
    PAIR,
    /** Problems of a host and a peer, and what was published of them; the suffix is the peer. */
    PROBLEM,
    /** Records that a late one may still precede, by slot. */
    BUFFER
  }

  /** The entry. */
  Optional<byte[]> get(Table table, String host, String suffix);

  /** Puts the entry in place of the one before. */
  void put(Table table, String host, String suffix, byte[] value);

  /** Deletes the entry, if there is one. */
  void delete(Table table, String host, String suffix);

  /** Every entry of the host, by suffix. The entries must not be changed meanwhile. */
  void scan(Table table, String host, BiConsumer<String, byte[]> entry);

  /** Every host's header, by host. */
  void scanHosts(BiConsumer<String, byte[]> header);
}
