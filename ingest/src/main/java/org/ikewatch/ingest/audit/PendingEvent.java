package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.List;

/** An event, as far as its text has come in. */
final class PendingEvent extends Part {
  /** Joins tried with and without a blank; beyond it, all of them the same way. */
  private static final int MOST_MIXED_JOINS = 3;

  private static final int MOST_CHUNKS = 16;
  private static final int LONGEST_TEXT = 8192;
  private static final Match NOTHING = Match.unknown("", "");

  private final Catalogue catalogue;
  private final List<String> chunks = new ArrayList<>(1);
  private String text = "";
  private Match match = NOTHING;

  private PendingEvent(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** An event whose first chunk stands on its header's line. */
  PendingEvent(Catalogue catalogue, String chunk) {
    this(catalogue, chunk, catalogue.match(chunk));
  }

  /** An event whose first chunk has this meaning. */
  PendingEvent(Catalogue catalogue, String chunk, Match match) {
    this(catalogue);
    chunks.add(chunk);
    text = chunk;
    this.match = match;
  }

  /** An event with a line of its own. */
  PendingEvent(Catalogue catalogue, AuditLine line, String chunk) {
    this(catalogue, chunk);
    take(line);
  }

  /** Stands for an event that was lost. */
  static PendingEvent missing(Catalogue catalogue) {
    return new PendingEvent(catalogue);
  }

  /**
   * Takes the line if it can be the event's continuation: it is none where the text is understood
   * without it and not with it.
   */
  boolean continueWith(AuditLine line) {
    if (isComplete()
        || chunks.size() == MOST_CHUNKS
        || text.length() + line.text().length() > LONGEST_TEXT) {
      return false;
    }
    chunks.add(line.text());
    if (!join()) {
      if (match.isKnown()) {
        chunks.remove(chunks.size() - 1);
        return false;
      }
      text = String.join("", chunks);
      match = catalogue.match(text);
    }
    flag(Flag.WRAPPED);
    take(line);
    return true;
  }

  /** Whether the text would be understood with this line. */
  boolean isUnderstoodWith(AuditLine line) {
    if (isComplete()) {
      return false;
    }
    String textBefore = text;
    Match matchBefore = match;
    chunks.add(line.text());
    boolean understood = join();
    chunks.remove(chunks.size() - 1);
    text = textBefore;
    match = matchBefore;
    return understood;
  }

  /** The join the catalogue knows, tried without blanks first: the product cuts inside words. */
  private boolean join() {
    int joins = chunks.size() - 1;
    int all = (1 << joins) - 1;
    boolean known = tryJoin(0) || tryJoin(all);
    for (int blanks = 1; !known && joins <= MOST_MIXED_JOINS && blanks < all; blanks++) {
      known = tryJoin(blanks);
    }
    return known;
  }

  private boolean tryJoin(int blanks) {
    StringBuilder candidate = new StringBuilder(chunks.get(0));
    for (int i = 1; i < chunks.size(); i++) {
      if ((blanks >> (i - 1) & 1) == 1) {
        candidate.append(' ');
      }
      candidate.append(chunks.get(i));
    }
    Match found = catalogue.match(candidate.toString());
    if (found.isKnown()) {
      text = candidate.toString();
      match = found;
    }
    return found.isKnown();
  }

  boolean isMissing() {
    return chunks.isEmpty();
  }

  /** Whether no line can follow that would change the text. */
  boolean isComplete() {
    return isComplete(chunks.get(chunks.size() - 1), match);
  }

  /** Whether nothing can follow a text with this meaning whose last chunk is this one. */
  static boolean isComplete(String lastChunk, Match match) {
    return match.isKnown() && !isWrapWidth(lastChunk.length());
  }

  /**
   * Event text is wrapped by column, not at blanks: at 70 in records of A.01 and A.02, at 60 in
   * those of A.03 (measured on the samples of A0200 p. 289 and A0302 p. 131). A chunk of just that
   * width may have a continuation, however complete it looks; one less where it ended with a blank,
   * which shippers strip.
   */
  private static boolean isWrapWidth(int length) {
    return length == 59 || length == 60 || length == 69 || length == 70;
  }

  String text() {
    return text;
  }

  Match match() {
    return match;
  }
}
