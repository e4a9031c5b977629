package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One flat form of a catalogue text: literals and captures in turn, nothing optional. */
final class Template {
  /** What becomes of a piece of the text. */
  private enum Role {
    LITERAL,
    PEER,
    LOCAL,
    ATTRIBUTE,
    THROWN_AWAY
  }

  /**
   * A literal, or a capture of that name.
   *
   * @param type of the capture; null for a literal
   */
  private record Piece(String text, CaptureType type, Role role) {
    static Piece literal(String text) {
      return new Piece(text, null, Role.LITERAL);
    }

    static Piece capture(String name, CaptureType type) {
      Role role =
          switch (name) {
            case "peer" -> Role.PEER;
            case "local" -> Role.LOCAL;
            default -> name.startsWith("_") ? Role.THROWN_AWAY : Role.ATTRIBUTE;
          };
      return new Piece(name, type, role);
    }
  }

  private final String signal;
  private final Map<String, String> constants;
  private final Piece[] pieces;

  private Template(String signal, Map<String, String> constants, List<Piece> pieces) {
    this.signal = signal;
    this.constants = constants;
    this.pieces = pieces.toArray(Piece[]::new);
  }

  /** Every flat form of a text, those with more of the optional parts first. */
  static List<Template> of(String signal, Map<String, String> constants, String text) {
    List<Template> templates = new ArrayList<>();
    for (String flat : flatten(text)) {
      templates.add(new Template(signal, constants, pieces(flat)));
    }
    return templates;
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

  /** What every text of this form begins with; empty where it begins with a capture. */
  String leading() {
    return pieces[0].role() == Role.LITERAL ? pieces[0].text() : "";
  }

  /**
   * A text of this form.
   *
   * @param special whether captures that take nearly anything get what a narrower one takes too
   */
  String sample(boolean special) {
    StringBuilder sample = new StringBuilder();
    for (Piece piece : pieces) {
      sample.append(piece.role() == Role.LITERAL ? piece.text() : piece.type().sample(special));
    }
    return sample.toString();
  }

  /** Values of a match in progress; a template is shared by threads and has no room for them. */
  private static final class Values {
    private final String[] values;
    private int end;

    Values(int size) {
      values = new String[size];
    }
  }

  /** The match of the whole of this text; null where it does not fit. */
  Match match(String text, int start, int end, String peer, String local) {
    Values values = new Values(pieces.length);
    return fits(0, text, start, end, false, values) ? toMatch(values, peer, local) : null;
  }

  /**
   * Fits the beginning of the text.
   *
   * @param found gets peer and local address, each empty where unknown
   * @return where the rest begins; negative where the text does not begin like this
   */
  int matchPrefix(String text, int start, int end, String[] found) {
    Values values = new Values(pieces.length);
    if (!fits(0, text, start, end, true, values)) {
      return -1;
    }
    Match match = toMatch(values, "", "");
    found[0] = match.peer();
    found[1] = match.local();
    return values.end;
  }

  private boolean fits(int index, String text, int at, int end, boolean open, Values values) {
    if (index == pieces.length) {
      values.end = at;
      return open || at == end;
    }
    Piece piece = pieces[index];
    if (piece.role() == Role.LITERAL) {
      int next = at + piece.text().length();
      return next <= end
          && text.startsWith(piece.text(), at)
          && fits(index + 1, text, next, end, open, values);
    }
    int longest = piece.type().longest(text, at, end);
    if (piece.type() == CaptureType.WORD || piece.type() == CaptureType.TEXT) {
      return fitsUpToNext(index, text, at, longest, end, open, values);
    }
    if (longest > at && captures(index, text, at, longest, end, open, values)) {
      return true;
    }
    if (piece.type() == CaptureType.ADDRESS) {
      // In "a:b" the colon is the text's own, not the address's: try each colon as the end.
      for (int i = text.indexOf(':', at); i > at && i < longest; i = text.indexOf(':', i + 1)) {
        if (captures(index, text, at, i, end, open, values)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean fitsUpToNext(
      int index, String text, int at, int longest, int end, boolean open, Values values) {
    if (index + 1 == pieces.length) {
      return longest > at && captures(index, text, at, longest, end, open, values);
    }
    String next = pieces[index + 1].text();
    for (int i = text.indexOf(next, at + 1); i > 0 && i <= longest; i = text.indexOf(next, i + 1)) {
      if (captures(index, text, at, i, end, open, values)) {
        return true;
      }
    }
    return false;
  }

  private boolean captures(
      int index, String text, int at, int stop, int end, boolean open, Values values) {
    CaptureType type = pieces[index].type();
    String value = type.value(text, at, stop);
    boolean unknownAddress = text.charAt(at) == '?';
    if ((value.isEmpty() && !unknownAddress) || !fits(index + 1, text, stop, end, open, values)) {
      return false;
    }
    values.values[index] = value;
    return true;
  }

  private Match toMatch(Values values, String knownPeer, String knownLocal) {
    String peer = knownPeer;
    String local = knownLocal;
    Map<String, String> attributes = constants;
    for (int i = 0; i < pieces.length; i++) {
      switch (pieces[i].role()) {
        case PEER -> peer = values.values[i];
        case LOCAL -> local = values.values[i];
        case ATTRIBUTE -> {
          attributes = attributes == constants ? copy(constants) : attributes;
          putAttribute(attributes, pieces[i], values.values[i]);
        }
        case LITERAL, THROWN_AWAY -> {
          // Says nothing that is not known.
        }
      }
    }
    return new Match(signal, peer, local, attributes);
  }

  private static Map<String, String> copy(Map<String, String> constants) {
    Map<String, String> copy = new Attributes(constants.size() + 2);
    copy.putAll(constants);
    return copy;
  }

  private static void putAttribute(Map<String, String> attributes, Piece piece, String value) {
    int messageId = piece.type() == CaptureType.COOKIES ? value.lastIndexOf(':') : -1;
    if (messageId > value.indexOf(':')) {
      attributes.put(piece.text(), value.substring(0, messageId));
      attributes.put("messageId", value.substring(messageId + 1));
    } else {
      attributes.put(piece.text(), value);
    }
  }
}
