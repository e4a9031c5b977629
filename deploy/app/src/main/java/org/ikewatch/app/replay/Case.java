package org.ikewatch.app.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scenario as data: the lines that hosts write, and the incidents they must come to.
 *
 * @param title the scenario in a few words
 * @param dialect A.02, A.03 IKEv1 or A.03 IKEv2: the column of the truth table
 * @param source the page that states the rule
 * @param hosts audit text by host name
 * @param passes how much time passes after the last line
 * @param incidents the incidents expected, in order; of each, the fields that matter
 */
public record Case(
    @JsonProperty(required = true) String title,
    @JsonProperty(required = true) String dialect,
    @JsonProperty(required = true) String source,
    @JsonProperty(required = true) Map<String, Host> hosts,
    String passes,
    @JsonProperty(required = true) List<Map<String, Object>> incidents) {
  private static final YAMLMapper MAPPER = new YAMLMapper();
  private static final String SETTLE = "PT5S";

  /**
   * What one host writes.
   *
   * @param lines text as {@code ipsec_report -audit} prints it
   * @param product its version, where the inventory is to name it
   * @param timezone its zone, where that is not UTC
   * @param addresses its own addresses
   */
  public record Host(
      @JsonProperty(required = true) String lines,
      String product,
      String timezone,
      List<String> addresses) {
    public Host {
      addresses = addresses == null ? List.of() : List.copyOf(addresses);
    }
  }

  public Case {
    hosts = new TreeMap<>(hosts);
    incidents = List.copyOf(incidents);
    passes = passes == null ? SETTLE : passes;
  }

  /**
   * Reads a case.
   *
   * @throws IllegalArgumentException where it is not one, naming the place
   */
  public static Case read(Path file) {
    try {
      return MAPPER.readValue(Files.readString(file), Case.class);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new IllegalArgumentException(file + ":" + line + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How much time passes after the last line. */
  public Duration passing() {
    return Duration.parse(passes);
  }
}
