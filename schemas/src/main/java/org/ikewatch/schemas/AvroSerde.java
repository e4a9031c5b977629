package org.ikewatch.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Records of one type in the Confluent wire format: a zero byte, the schema's id in four bytes, big
 * endian, then Avro binary.
 *
 * <p>The writer's id is resolved once, when the serde is made; readers ask the registry once for
 * each id they meet. Safe for use by several threads.
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
  private static final byte MAGIC = 0;
  private static final int PREFIX = 5;

  private final SchemaRegistry registry;
  private final Schema schema;
  private final SpecificData model;
  private final byte[] prefix;
  private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();
  private final SpecificDatumWriter<T> writer;

  private AvroSerde(Class<T> type, String subject, SchemaRegistry registry) {
    ContractClasses.trust();
    this.registry = registry;
    this.model = SpecificData.getForClass(type);
    this.schema = model.getSchema(type);
    this.writer = new SpecificDatumWriter<>(schema, model);
    this.prefix =
        ByteBuffer.allocate(PREFIX).put(MAGIC).putInt(registry.register(subject, schema)).array();
  }

  /**
   * A serde for the values of a topic.
   *
   * @throws SchemaRegistryException where the registry does not accept the schema
   */
  public static <T extends SpecificRecord> AvroSerde<T> forValue(
      Class<T> type, String topic, SchemaRegistry registry) {
    return new AvroSerde<>(type, topic + "-value", registry);
  }

  /** What stands before each record's Avro, for whoever writes that by other means. */
  public byte[] prefix() {
    return prefix.clone();
  }

  /** The record in wire format. */
  public byte[] toBytes(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    bytes.write(prefix, 0, PREFIX);
    // Straight into the array: a buffering encoder would allocate 2 KiB for each record.
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The record in these bytes, written with this or any compatible schema.
   *
   * @throws SerializationException where the bytes are not such a record
   * @throws SchemaRegistryException where the schema is not known yet and the registry cannot be
   *     reached; the same bytes may be readable later
   */
  public T fromBytes(byte[] bytes) {
    if (bytes.length < PREFIX || bytes[0] != MAGIC) {
      throw new SerializationException(
          "not in the Confluent wire format: " + bytes.length + " bytes, no leading zero and id");
    }
    try {
      int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
      return readers
          .computeIfAbsent(id, this::readerOf)
          .read(
              null, DecoderFactory.get().binaryDecoder(bytes, PREFIX, bytes.length - PREFIX, null));
    } catch (SchemaRegistryException e) {
      // An unreachable registry says nothing about the record.
      throw e.retriable() ? e : unreadable(e);
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private SerializationException unreadable(Exception e) {
    return new SerializationException("unreadable as " + schema.getName() + ": " + e, e);
  }

  private SpecificDatumReader<T> readerOf(int id) {
    return new SpecificDatumReader<>(registry.byId(id), schema, model);
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : toBytes(value);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : fromBytes(bytes);
  }
}
