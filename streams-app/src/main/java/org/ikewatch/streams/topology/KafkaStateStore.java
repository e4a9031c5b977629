package org.ikewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.ikewatch.streams.host.StateStore;

/**
 * The state of hosts in Kafka Streams' stores. A key is the length of the host's name, the name,
 * the table, the suffix: no byte that a name may hold can be taken for the end of it.
 */
final class KafkaStateStore implements StateStore {
  private static final ByteArraySerializer PREFIX = new ByteArraySerializer();

  private final KeyValueStore<byte[], byte[]> hosts;
  private final KeyValueStore<byte[], byte[]> pairs;
  private final KeyValueStore<byte[], byte[]> recent;

  /** The host asked for last, as the beginning of a key: most calls are about the same one. */
  private String lastHost = "";

  private byte[] lastPrefix = prefix("");

  KafkaStateStore(ProcessorContext<?, ?> context) {
    hosts = context.getStateStore(Names.HOST_STORE);
    pairs = context.getStateStore(Names.PAIR_STORE);
    recent = context.getStateStore(Names.RECENT_STORE);
  }

  @Override
  public Optional<byte[]> get(Table table, String host, String suffix) {
    return Optional.ofNullable(store(table).get(key(table, host, suffix)));
  }

  @Override
  public void put(Table table, String host, String suffix, byte[] value) {
    store(table).put(key(table, host, suffix), value);
  }

  @Override
  public void delete(Table table, String host, String suffix) {
    store(table).delete(key(table, host, suffix));
  }

  @Override
  public void scan(Table table, String host, BiConsumer<String, byte[]> entry) {
    byte[] prefix = key(table, host, "");
    try (KeyValueIterator<byte[], byte[]> all = store(table).prefixScan(prefix, PREFIX)) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> next = all.next();
        String suffix = new String(next.key, prefix.length, next.key.length - prefix.length, UTF_8);
        entry.accept(suffix, next.value);
      }
    }
  }

  @Override
  public void scanHosts(BiConsumer<String, byte[]> header) {
    try (KeyValueIterator<byte[], byte[]> all = hosts.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> next = all.next();
        int length = ByteBuffer.wrap(next.key).getShort() & 0xffff;
        header.accept(new String(next.key, Short.BYTES, length, UTF_8), next.value);
      }
    }
  }

  private KeyValueStore<byte[], byte[]> store(Table table) {
    return switch (table) {
      case HOST -> hosts;
      case PAIR, PROBLEM -> pairs;
      case BUFFER, MEMORY -> recent;
    };
  }

  private byte[] key(Table table, String host, String suffix) {
    if (!host.equals(lastHost)) {
      lastPrefix = prefix(host);
      lastHost = host;
    }
    byte[] rest = suffix.getBytes(UTF_8);
    byte[] key = Arrays.copyOf(lastPrefix, lastPrefix.length + 1 + rest.length);
    key[lastPrefix.length] = code(table);
    System.arraycopy(rest, 0, key, lastPrefix.length + 1, rest.length);
    return key;
  }

  private static byte[] prefix(String host) {
    byte[] name = host.getBytes(UTF_8);
    if (name.length > 0xffff) {
      throw new IllegalArgumentException("a host's name has " + name.length + " bytes");
    }
    return ByteBuffer.allocate(Short.BYTES + name.length)
        .putShort((short) name.length)
        .put(name)
        .array();
  }

  /** Never changes: it is part of the keys at rest. */
  private static byte code(Table table) {
    return switch (table) {
      case HOST -> 'h';
      case MEMORY -> 'm';
      case PAIR -> 'n';
      case PROBLEM -> 'p';
      case BUFFER -> 'b';
    };
  }
}
