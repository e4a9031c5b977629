package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.SchemaRegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry that remembers in a file which ids the real one gave, for a start while that is
 * unavailable: an id never changes its meaning, so records can be written all the same.
 */
public final class RememberedIds implements SchemaRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(RememberedIds.class);

  private final SchemaRegistry registry;
  private final Path file;
  private final String url;
  private final Map<Integer, Schema> registered = new HashMap<>();
  private boolean away;

  /**
   * @param file one line for each id: the id, what was registered, where
   * @param url which registry it is; ids of another are of no use
   */
  RememberedIds(SchemaRegistry registry, Path file, String url) {
    this.registry = registry;
    this.file = file;
    this.url = withoutPassword(url);
  }

  /** This registry with a memory in the spool's directory. */
  public static SchemaRegistry of(SchemaRegistry registry, IngestConfig config) {
    Path file = config.delivery().spoolDirectory().resolve("schema-ids");
    return new RememberedIds(registry, file, config.schemaRegistryUrl());
  }

  private static String withoutPassword(String url) {
    String user = url.isEmpty() ? null : URI.create(url).getRawUserInfo();
    return user == null ? url : url.replace(user + "@", "");
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    String what = url + ' ' + subject + ' ' + fingerprint(schema);
    Integer known = away ? remembered().get(what) : null;
    if (known == null) {
      known = ask(subject, schema, what);
    }
    registered.put(known, schema);
    return known;
  }

  private int ask(String subject, Schema schema, String what) {
    try {
      int id = registry.register(subject, schema);
      remember(what, id);
      return id;
    } catch (SchemaRegistryException e) {
      Integer known = e.retriable() ? remembered().get(what) : null;
      if (known == null) {
        throw e;
      }
      // The next question is not worth the wait.
      away = true;
      LOG.atWarn()
          .setCause(e)
          .log("The schema registry cannot be reached; its ids of the last start are used");
      return known;
    }
  }

  @Override
  public Schema byId(int id) {
    Schema known = registered(id);
    return known == null ? registry.byId(id) : known;
  }

  private synchronized Schema registered(int id) {
    return registered.get(id);
  }

  private static String fingerprint(Schema schema) {
    try {
      byte[] text = schema.toString().getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Integer> remembered() {
    Map<String, Integer> ids = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int space = line.indexOf(' ');
        ids.put(line.substring(space + 1), Integer.parseInt(line, 0, space, 10));
      }
    } catch (NoSuchFileException e) {
      LOG.atDebug().log("No schema ids are remembered yet");
    } catch (IOException | RuntimeException e) {
      LOG.atWarn().addKeyValue("file", file).setCause(e).log("Schema ids cannot be remembered");
    }
    return ids;
  }

  private void remember(String what, int id) {
    Map<String, Integer> ids = remembered();
    if (Integer.valueOf(id).equals(ids.put(what, id))) {
      return;
    }
    List<String> lines = new ArrayList<>();
    ids.forEach((key, value) -> lines.add(value + " " + key));
    try {
      Files.createDirectories(file.getParent());
      Path next = file.resolveSibling("schema-ids.next");
      Files.write(next, lines);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("file", file).setCause(e).log("Schema ids cannot be kept");
    }
  }
}
