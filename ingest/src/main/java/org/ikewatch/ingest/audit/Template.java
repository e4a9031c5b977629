package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One flat form of a catalogue text: literals and captures in turn, nothing optional. */
final class Template {
  private final String signal;
  private final Attributes constants;
  private final Piece[] pieces;

  private final byte[] leading;

  /** The first piece that is no literal, or comes behind one. */
  private final int firstCapture;

  /** Which of the pieces take a value that is not thrown away. */
  private final int[] captures;

  private final boolean hasAttributes;

  private Template(String signal, Map<String, String> constants, List<Piece> pieces) {
    this.signal = signal;
    this.constants = copy(constants);
    this.pieces = pieces.toArray(Piece[]::new);
    this.leading =
        this.pieces[0].role() == Piece.Role.LITERAL ? this.pieces[0].literal() : new byte[0];
    this.firstCapture = leading.length == 0 ? 0 : 1;
    this.captures =
        IntStream.range(0, this.pieces.length)
            .filter(i -> this.pieces[i].role() != Piece.Role.LITERAL)
            .filter(i -> this.pieces[i].role() != Piece.Role.THROWN_AWAY)
            .toArray();
    this.hasAttributes = pieces.stream().anyMatch(one -> one.role() == Piece.Role.ATTRIBUTE);
  }

  /** Every flat form of a text, those with more of the optional parts first. */
  static List<Template> of(String signal, Map<String, String> constants, String text) {
    List<Template> templates = new ArrayList<>();
    for (List<Piece> pieces : TemplateText.forms(text)) {
      templates.add(new Template(signal, constants, pieces));
    }
    return templates;
  }

  /** What every text of this form begins with; empty where it begins with a capture. */
  byte[] leading() {
    return leading;
  }

  /**
   * A text of this form.
   *
   * @param special whether captures that take nearly anything get what a narrower one takes too
   */
  String sample(boolean special) {
    StringBuilder sample = new StringBuilder();
    for (Piece piece : pieces) {
      sample.append(
          piece.role() == Piece.Role.LITERAL ? piece.name() : piece.type().sample(special));
    }
    return sample.toString();
  }

  /** Where values stand, of a match in progress; a template is shared by threads. */
  private static final class Places {
    private final int[] starts;
    private final int[] ends;

    /** Behind the last piece. */
    private int end;

    Places(int pieces) {
      starts = new int[pieces];
      ends = new int[pieces];
    }

    void set(int piece, int start, int stop) {
      starts[piece] = start;
      ends[piece] = stop;
    }
  }

  /** A text that is fitted. */
  private static final class Fitting {
    private final byte[] text;
    private final int end;
    private final boolean open;
    private final Places places;

    Fitting(byte[] text, int end, boolean open, Places places) {
      this.text = text;
      this.end = end;
      this.open = open;
      this.places = places;
    }
  }

  /**
   * The match of the whole of this text, which begins as the template does; null where it does not
   * fit.
   */
  Match match(byte[] text, int start, int end, String peer, String local) {
    Fitting fitting = new Fitting(text, end, false, new Places(pieces.length));
    return fits(firstCapture, start + leading.length, fitting)
        ? toMatch(text, fitting.places, peer, local)
        : null;
  }

  /**
   * Fits the beginning of the text, which begins as the template does.
   *
   * @param found gets peer and local address, each empty where unknown
   * @return where the rest begins; negative where the text does not begin like this
   */
  int matchPrefix(byte[] text, int start, int end, String[] found) {
    Fitting fitting = new Fitting(text, end, true, new Places(pieces.length));
    if (!fits(firstCapture, start + leading.length, fitting)) {
      return -1;
    }
    Match match = toMatch(text, fitting.places, "", "");
    found[0] = match.peer();
    found[1] = match.local();
    return fitting.places.end;
  }

  private boolean fits(int first, int start, Fitting fitting) {
    byte[] text = fitting.text;
    int at = start;
    for (int index = first; index < pieces.length; index++) {
      Piece piece = pieces[index];
      if (piece.role() == Piece.Role.LITERAL) {
        if (!Bytes.stands(piece.literal(), text, at, fitting.end)) {
          return false;
        }
        at += piece.literal().length;
      } else {
        CaptureType type = piece.type();
        int plain = type == CaptureType.ADDRESS ? CaptureType.plainEnd(text, at, fitting.end) : at;
        if (plain > at) {
          fitting.places.set(index, at, plain);
          at = plain;
          continue;
        }
        int longest = type.longest(text, at, fitting.end);
        if (longest <= at) {
          return false;
        }
        if (type == CaptureType.WORD || type == CaptureType.TEXT) {
          return fitsUpToNext(index, at, longest, fitting);
        }
        if (type == CaptureType.ADDRESS && colon(text, at, longest) < longest) {
          return fitsAddress(index, at, longest, fitting);
        }
        if (!type.isValue(text, at, longest)) {
          return false;
        }
        fitting.places.set(index, at, longest);
        at = longest;
      }
    }
    fitting.places.end = at;
    return fitting.open ? at <= fitting.end : at == fitting.end;
  }

  private static int colon(byte[] text, int start, int end) {
    return Bytes.indexOf(text, start, end, ':');
  }

  /** In "a:b" the colon may be the text's own, not the address's: each is tried as the end. */
  private boolean fitsAddress(int index, int at, int longest, Fitting fitting) {
    if (captures(index, at, longest, fitting)) {
      return true;
    }
    byte[] text = fitting.text;
    for (int i = colon(text, at, longest); i < longest; i = colon(text, i + 1, longest)) {
      if (i > at && captures(index, at, i, fitting)) {
        return true;
      }
    }
    return false;
  }

  private boolean fitsUpToNext(int index, int at, int longest, Fitting fitting) {
    if (index + 1 == pieces.length) {
      return captures(index, at, longest, fitting);
    }
    byte[] text = fitting.text;
    byte[] next = pieces[index + 1].literal();
    for (int i = next(text, at + 1, next, fitting);
        i > 0 && i <= longest;
        i = next(text, i + 1, next, fitting)) {
      if (captures(index, at, i, fitting)) {
        return true;
      }
    }
    return false;
  }

  private static int next(byte[] text, int from, byte[] wanted, Fitting fitting) {
    return Bytes.indexOf(text, from, fitting.end, wanted);
  }

  private boolean captures(int index, int at, int stop, Fitting fitting) {
    if (!pieces[index].type().isValue(fitting.text, at, stop) || !fits(index + 1, stop, fitting)) {
      return false;
    }
    fitting.places.set(index, at, stop);
    return true;
  }

  private Match toMatch(byte[] text, Places places, String knownPeer, String knownLocal) {
    String peer = knownPeer;
    String local = knownLocal;
    Attributes attributes = hasAttributes ? copy(constants) : constants;
    for (int i : captures) {
      String value = pieces[i].type().value(text, places.starts[i], places.ends[i]);
      switch (pieces[i].role()) {
        case PEER -> peer = value;
        case LOCAL -> local = value;
        case ATTRIBUTE -> putAttribute(attributes, pieces[i], value);
        case LITERAL, THROWN_AWAY -> {
          // Says nothing that is not known.
        }
      }
    }
    return new Match(signal, peer, local, attributes);
  }

  private static Attributes copy(Map<String, String> constants) {
    Attributes copy = new Attributes(constants.size() + 2);
    constants.forEach(copy::set);
    return copy;
  }

  private static void putAttribute(Attributes attributes, Piece piece, String value) {
    int messageId = piece.type() == CaptureType.COOKIES ? value.lastIndexOf(':') : -1;
    if (messageId > value.indexOf(':')) {
      attributes.set(piece.name(), value.substring(0, messageId));
      attributes.set("messageId", value.substring(messageId + 1));
    } else {
      attributes.set(piece.name(), value);
    }
  }
}
