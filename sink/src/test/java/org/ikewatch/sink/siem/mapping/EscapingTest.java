package org.ikewatch.sink.siem.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.incident;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ikewatch.schemas.Incident;

/** Whatever a host wrote comes out of each format as it went in, and adds no field. */
class EscapingTest {
  private static final Pattern KEY = Pattern.compile("(?:^| )([A-Za-z0-9]+)=");

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("\\=|^ \r\n\tanr1").ofMaxLength(30),
        Arbitraries.of("msg=forged", " cs1=OPEN", "\\", "\\\\=", "a\nrt=1", "^sev=10", "x|y"),
        Arbitraries.strings().ofMaxLength(40));
  }

  private static Incident saying(String host, String peer, String text) {
    Incident incident = incident("a1", 1);
    incident.setHost(host);
    incident.setPeer(peer);
    incident.getEvidence().get(0).setText(text);
    return incident;
  }

  @Property
  void shouldBringTextThroughCef(
      @ForAll("hostile") String host,
      @ForAll("hostile") String peer,
      @ForAll("hostile") String text) {
    // When
    String line = Cef.line(saying(host, peer, text));

    // Then
    assertThat(line.chars()).noneMatch(c -> c < ' ' || c == 0x7f);
    Map<String, String> fields = cef(line);
    assertThat(fields).containsEntry("dvchost", spaced(host, "\r\n"));
    assertThat(fields).containsEntry("msg", spaced(text, "\r\n"));
    assertThat(fields).containsValue(spaced(peer, "\r\n"));
    assertThat(fields.keySet().stream().filter(key -> !key.matches("dst|dhost|c6a3(Label)?")))
        .containsExactly(
            "rt",
            "start",
            "externalId",
            "dvchost",
            "cnt",
            "cn1Label",
            "cn1",
            "cn2Label",
            "cn2",
            "cs1Label",
            "cs1",
            "cs2Label",
            "cs2",
            "cs3Label",
            "cs3",
            "cs4Label",
            "cs4",
            "msg");
  }

  @Property
  void shouldBringTextThroughLeef(
      @ForAll("hostile") String host,
      @ForAll("hostile") String peer,
      @ForAll("hostile") String text) {
    // When
    String line = Leef.line(saying(host, peer, text));

    // Then
    assertThat(line.chars()).noneMatch(c -> c < ' ' || c == 0x7f);
    String[] parts = line.split("\\|", 7);
    List<String> pairs = Arrays.asList(parts[6].split("\\^", -1));
    assertThat(pairs)
        .hasSize(14)
        .contains(
            "identHostName=" + spaced(host, "").replace('^', ' '),
            "msg=" + spaced(text, "").replace('^', ' '))
        .anyMatch(pair -> pair.endsWith("=" + spaced(peer, "").replace('^', ' ')));
  }

  /** Control characters are spaces, but for these. */
  private static String spaced(String text, String kept) {
    StringBuilder out = new StringBuilder();
    text.chars()
        .forEach(c -> out.append((c < ' ' || c == 0x7f) && kept.indexOf(c) < 0 ? ' ' : (char) c));
    return out.toString();
  }

  /**
   * The extension of a line of CEF: a key begins after a space and ends at an unescaped {@code =}.
   */
  private static Map<String, String> cef(String line) {
    String extension = line.split("(?<!\\\\)\\|", 8)[7];
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher key = KEY.matcher(extension);
    String last = null;
    int begin = 0;
    while (key.find()) {
      if (last != null) {
        fields.put(last, unescaped(extension.substring(begin, key.start())));
      }
      last = key.group(1);
      begin = key.end();
    }
    fields.put(last, unescaped(extension.substring(begin)));
    return fields;
  }

  private static String unescaped(String value) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        char next = value.charAt(++i);
        out.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
