package org.ikewatch.ingest.inventory;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads inventories written in YAML. */
public final class InventoryFile {
  private static final YAMLFactory YAML = new YAMLFactory();

  private InventoryFile() {}

  /**
   * The inventory in this file.
   *
   * @throws InvalidInventoryException with every error at once
   * @throws UncheckedIOException where the file cannot be read
   */
  public static Inventory read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read as UTF-8 text: " + e, e);
    }
  }

  /** The inventory in this text. */
  public static Inventory parse(String yaml) {
    try {
      return read(new StringReader(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Inventory read(Reader reader) throws IOException {
    try (JsonParser parser = YAML.createParser(reader)) {
      YamlNode root = parser.nextToken() == null ? YamlNode.EMPTY : node(parser);
      return new InventoryReader(root).inventory();
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new InvalidInventoryException(
          List.of(
              (at == null ? "" : "line " + at.getLineNr() + ": ")
                  + "not YAML: "
                  + e.getOriginalMessage().lines().findFirst().orElse("")));
    }
  }

  private static YamlNode node(JsonParser parser) throws IOException {
    YamlNode node = new YamlNode(parser.currentTokenLocation().getLineNr());
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      node.becomeMap();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        int line = parser.currentTokenLocation().getLineNr();
        parser.nextToken();
        node.put(key, line, node(parser));
      }
    } else if (token == JsonToken.START_ARRAY) {
      node.becomeList();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        node.add(node(parser));
      }
    } else if (token != JsonToken.VALUE_NULL) {
      node.become(parser.getText());
    }
    return node;
  }
}
