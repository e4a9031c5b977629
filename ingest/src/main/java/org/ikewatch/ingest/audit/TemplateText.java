package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.List;

/** Reads templates as {@link CatalogueEntry} describes them. */
final class TemplateText {
  private TemplateText() {}

  /**
   * Every flat form of a text, those with more of the optional parts first.
   *
   * @throws IllegalArgumentException where it is no template
   */
  static List<List<Piece>> forms(String text) {
    return flatten(text).stream().map(TemplateText::pieces).toList();
  }

  private static List<String> flatten(String text) {
    int open = unescaped(text, '[', 0);
    if (open < 0) {
      return List.of(text);
    }
    int close = unescaped(text, ']', open);
    if (close < 0) {
      throw new IllegalArgumentException("'[' without ']' in: " + text);
    }
    String before = text.substring(0, open);
    List<String> rests = flatten(text.substring(close + 1));
    List<String> flat = new ArrayList<>();
    rests.forEach(rest -> flat.add(before + text.substring(open + 1, close) + rest));
    rests.forEach(rest -> flat.add(before + rest));
    return flat;
  }

  private static int unescaped(String text, char wanted, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static List<Piece> pieces(String flat) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    String text = flat.endsWith(".") ? flat.substring(0, flat.length() - 1) : flat;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        literal.append(text.charAt(++i));
      } else if (c == '{') {
        int close = text.indexOf('}', i);
        int colon = text.indexOf(':', i);
        if (close < 0 || colon < 0 || colon > close) {
          throw new IllegalArgumentException("a capture is not {name:type} in: " + flat);
        }
        if (literal.length() > 0) {
          pieces.add(Piece.literal(literal.toString()));
          literal.setLength(0);
        }
        pieces.add(
            Piece.capture(
                text.substring(i + 1, colon), CaptureType.of(text.substring(colon + 1, close))));
        i = close;
      } else {
        literal.append(c);
      }
    }
    if (literal.length() > 0) {
      pieces.add(Piece.literal(literal.toString()));
    }
    return List.copyOf(pieces);
  }
}
