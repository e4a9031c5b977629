package org.ikewatch.schemas;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;

/**
 * Confluent's own serializer and deserializer, in a class loader that sees nothing of ours: they
 * bring another Avro and another Kafka client with them.
 */
final class ConfluentClasses implements AutoCloseable {
  private final URLClassLoader loader;
  private final Object serializer;
  private final Object deserializer;

  ConfluentClasses(Path jar, URI registry) throws IOException, ReflectiveOperationException {
    this.loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    this.serializer = configured("KafkaAvroSerializer", registry);
    this.deserializer = configured("KafkaAvroDeserializer", registry);
  }

  /**
   * The record in these bytes.
   *
   * @return a generic record of the other Avro
   */
  Object deserialize(String topic, byte[] bytes) throws ReflectiveOperationException {
    return inside(
        () ->
            deserializer
                .getClass()
                .getMethod("deserialize", String.class, byte[].class)
                .invoke(deserializer, topic, bytes));
  }

  /** The bytes of a record that {@link #deserialize} gave. */
  byte[] serialize(String topic, Object value) throws ReflectiveOperationException {
    return (byte[])
        inside(
            () ->
                serializer
                    .getClass()
                    .getMethod("serialize", String.class, Object.class)
                    .invoke(serializer, topic, value));
  }

  private Object configured(String name, URI registry) throws ReflectiveOperationException {
    return inside(
        () -> {
          Class<?> type = loader.loadClass("io.confluent.kafka.serializers." + name);
          Object made = type.getConstructor().newInstance();
          type.getMethod("configure", Map.class, boolean.class)
              .invoke(made, Map.of("schema.registry.url", registry.toString()), false);
          return made;
        });
  }

  /** They find their strategies by name through the thread's loader. */
  private Object inside(Call call) throws ReflectiveOperationException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  private interface Call {
    Object run() throws ReflectiveOperationException;
  }
}
