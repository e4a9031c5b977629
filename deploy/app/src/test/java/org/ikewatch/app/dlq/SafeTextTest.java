package org.ikewatch.app.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SafeTextTest {
  @Property
  void shouldShowEveryByteAsPrintableAsciiAndLoseNone(@ForAll byte[] bytes) {
    // When
    String shown = SafeText.of(bytes, Integer.MAX_VALUE);

    // Then
    assertThat(shown).matches("[ -~]*");
    assertThat(unescaped(shown)).isEqualTo(bytes);
  }

  private static byte[] unescaped(String shown) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < shown.length(); i++) {
      if (shown.charAt(i) != '\\') {
        bytes.write(shown.charAt(i));
        continue;
      }
      switch (shown.charAt(++i)) {
        case 'n' -> bytes.write('\n');
        case 'r' -> bytes.write('\r');
        case 't' -> bytes.write('\t');
        case '\\' -> bytes.write('\\');
        default -> {
          bytes.write(Integer.parseInt(shown, i + 1, i + 3, 16));
          i += 2;
        }
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void shouldCutAndSayHowMuchMoreThereIs() {
    assertThat(SafeText.of(new byte[] {'a', '\n', 27, 'b', 'c'}, 3))
        .isEqualTo("a\\n\\x1b... and 2 more bytes");
  }
}
