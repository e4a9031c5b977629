package org.ikewatch.sink.siem.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The composable index template (OpenSearch, and Elasticsearch from 7.8) that gives the fields
 * their types. It works when the index is made, and changes nothing of one that is there.
 */
public final class IndexTemplate {
  private IndexTemplate() {}

  /** The template for the index of this name, as JSON. */
  public static String of(String index) {
    try (InputStream template = IndexTemplate.class.getResourceAsStream("template.json")) {
      return new String(template.readAllBytes(), UTF_8).replace("$INDEX", index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
