package org.ikewatch.ingest.audit;

/** A piece of a template: a literal, or a capture. */
final class Piece {
  /** What becomes of it. */
  enum Role {
    LITERAL,
    PEER,
    LOCAL,
    ATTRIBUTE,
    THROWN_AWAY
  }

  private final String name;
  private final byte[] literal;
  private final CaptureType type;
  private final Role role;

  private Piece(String name, CaptureType type, Role role) {
    this.name = name;
    this.literal = Bytes.of(name);
    this.type = type;
    this.role = role;
  }

  static Piece literal(String text) {
    return new Piece(text, CaptureType.TEXT, Role.LITERAL);
  }

  static Piece capture(String name, CaptureType type) {
    CatalogueEntry.requireAscii(name);
    Role role =
        switch (name) {
          case "peer" -> Role.PEER;
          case "local" -> Role.LOCAL;
          default -> name.startsWith("_") ? Role.THROWN_AWAY : Role.ATTRIBUTE;
        };
    return new Piece(name, type, role);
  }

  /** The name of a capture, or the text of a literal. */
  String name() {
    return name;
  }

  /** The bytes of a literal. */
  byte[] literal() {
    return literal;
  }

  /** The type of a capture. */
  CaptureType type() {
    return type;
  }

  Role role() {
    return role;
  }
}
