package org.ikewatch.app.dlq;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ikewatch.app.dlq.Letters.Found;

/** A letter as it is listed. */
public final class LetterText {
  /** As much as a person looks at. */
  private static final int SHOWN = 300;

  private LetterText() {}

  /** For a person: a line, and one for what it holds. */
  public static String text(Found found) {
    Letter letter = found.letter();
    StringBuilder out = new StringBuilder(400);
    out.append(
        "%s  %s  %s  %s  %s%n"
            .formatted(
                letter.place(),
                letter.at(),
                SafeText.of(letter.stage()),
                SafeText.of(letter.reason()),
                origin(letter)));
    if (!letter.detail().isEmpty()) {
      out.append("  ").append(SafeText.of(letter.detail())).append('\n');
    }
    out.append("  ").append(SafeText.of(letter.bytes(), SHOWN)).append('\n');
    found
        .replayed()
        .ifPresent(
            mark ->
                out.append("  replayed ")
                    .append(mark.at())
                    .append(": ")
                    .append(SafeText.of(mark.detail()))
                    .append('\n'));
    return out.toString();
  }

  private static String origin(Letter letter) {
    if (letter instanceof Letter.Rejected rejected) {
      var input = rejected.input();
      return "from %s over %s, %d bytes"
          .formatted(
              SafeText.of(input.getSender()), SafeText.of(input.getTransport()), input.getLength());
    }
    Letter.Dead dead = (Letter.Dead) letter;
    return "%s, key %s, %d bytes"
        .formatted(dead.origin(), SafeText.of(dead.key(), SHOWN), dead.bytes().length);
  }

  /** One line of JSON; the bytes whole in {@code base64}, and as far as shown in {@code text}. */
  public static String json(Found found) {
    Letter letter = found.letter();
    ObjectNode out =
        JsonNodeFactory.instance
            .objectNode()
            .put("place", letter.place().toString())
            .put("at", letter.at().toString())
            .put("stage", letter.stage())
            .put("reason", letter.reason())
            .put("detail", letter.detail());
    if (letter instanceof Letter.Rejected rejected) {
      out.put("sender", rejected.input().getSender())
          .put("receivedAt", rejected.input().getReceivedAt().toString())
          .put("transport", rejected.input().getTransport())
          .put("length", rejected.input().getLength());
    } else if (letter instanceof Letter.Dead dead) {
      out.put("origin", dead.origin().toString())
          .put("originTimestamp", dead.letter().getOriginTimestamp().toString())
          .put("key", SafeText.of(dead.key(), SHOWN))
          .put("length", dead.bytes().length);
    }
    out.put("text", SafeText.of(letter.bytes(), SHOWN)).put("base64", letter.bytes());
    out.put("replayedAt", found.replayed().map(mark -> mark.at().toString()).orElse(null));
    out.put("replay", found.replayed().map(Replays.Mark::detail).orElse(null));
    return out.toString();
  }
}
