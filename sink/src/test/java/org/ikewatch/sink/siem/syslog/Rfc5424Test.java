package org.ikewatch.sink.siem.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.incident;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.Golden;
import org.ikewatch.sink.siem.mapping.FormatSamples;
import org.ikewatch.sink.siem.mapping.Payload;
import org.junit.jupiter.api.Test;

class Rfc5424Test {
  @Test
  void shouldFrameMessagesAsTheRfcsSay() throws IOException {
    // Given
    Rfc5424 messages = new Rfc5424(16, Payload.CEF);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();

    // When
    FormatSamples.incidents().forEach(one -> messages.frame(one, frames));

    // Then
    Golden.assertGolden("siem/syslog/incidents.syslog", frames.toString(UTF_8));
  }

  @Property
  void shouldCountOctets(@ForAll String host, @ForAll String text) {
    // Given
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    Rfc5424 messages = new Rfc5424(16, Payload.JSON);
    Incident incident = incident("a1", 1);
    incident.setHost(host);
    incident.getEvidence().get(0).setText(text);

    // When
    messages.frame(incident, frames);
    messages.frame(incident("b", 2), frames);

    // Then
    List<String> read = frames(frames.toByteArray());
    assertThat(read).hasSize(2);
    assertThat(read.get(0))
        .matches(
            Pattern.compile(
                "<131>1 2002-03-15T07:14:18Z [!-~]{1,255} ikewatch - MM_FAILURE - \\{\"inc.*",
                Pattern.DOTALL));
    assertThat(read.get(1)).contains(" hpux042 ");
  }

  private static List<String> frames(byte[] bytes) {
    List<String> all = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int length = 0;
      for (; bytes[at] != ' '; at++) {
        length = length * 10 + bytes[at] - '0';
      }
      all.add(new String(bytes, at + 1, length, UTF_8));
      at += 1 + length;
    }
    return all;
  }
}
