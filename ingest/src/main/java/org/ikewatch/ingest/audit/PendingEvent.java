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

  /** The texts of its lines; none while there is but one, or none at all. */
  private final List<String> chunks = new ArrayList<>(0);

  private final boolean missing;
  private Span text;
  private int lastChunk;
  private Match match;

  private PendingEvent(Catalogue catalogue, Span chunk, Match match, boolean missing) {
    this.catalogue = catalogue;
    this.text = chunk;
    this.lastChunk = chunk.length();
    this.match = match;
    this.missing = missing;
  }

  /** An event whose first chunk stands on its header's line, and has this meaning. */
  PendingEvent(Catalogue catalogue, Span chunk, Match match) {
    this(catalogue, chunk, match, false);
  }

  /** An event whose first chunk stands on its header's line. */
  PendingEvent(Catalogue catalogue, Span chunk) {
    this(catalogue, chunk, catalogue.match(chunk), false);
  }

  /** An event with a line of its own, which is kept already. */
  PendingEvent(Catalogue catalogue, AuditLine kept, Span chunk) {
    this(catalogue, chunk);
    take(kept);
  }

  /** Stands for an event that was lost. */
  static PendingEvent missing(Catalogue catalogue) {
    return new PendingEvent(catalogue, Span.EMPTY, NOTHING, true);
  }

  /**
   * Takes the line if it can be the event's continuation: it is none where the text is understood
   * without it and not with it.
   */
  boolean continueWith(AuditLine line) {
    String more = line.text();
    if (isComplete()
        || chunks.size() == MOST_CHUNKS
        || text.length() + more.length() > LONGEST_TEXT) {
      return false;
    }
    add(more);
    if (!join()) {
      if (match.isKnown()) {
        chunks.remove(chunks.size() - 1);
        return false;
      }
      String joined = String.join("", chunks);
      text = Span.of(joined);
      match = catalogue.match(text);
    }
    lastChunk = more.length();
    flag(Flag.WRAPPED);
    take(line.kept());
    return true;
  }

  private void add(String chunk) {
    if (chunks.isEmpty()) {
      chunks.add(text.text());
    }
    chunks.add(chunk);
  }

  /** Whether the text would be understood with this line. */
  boolean isUnderstoodWith(AuditLine line) {
    if (isComplete()) {
      return false;
    }
    Span textBefore = text;
    Match matchBefore = match;
    add(line.text());
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
    Span joined = Span.of(candidate.toString());
    Match found = catalogue.match(joined);
    if (found.isKnown()) {
      text = joined;
      match = found;
    }
    return found.isKnown();
  }

  boolean isMissing() {
    return missing;
  }

  /** Whether all of it stands on its header's line. */
  boolean isOnHeaderLine() {
    return !missing && lines().isEmpty();
  }

  /** Whether no line can follow that would change the text. */
  boolean isComplete() {
    return isComplete(lastChunk, match);
  }

  /** Whether nothing can follow a text with this meaning whose last chunk is so long. */
  static boolean isComplete(int lastChunk, Match match) {
    return match.isKnown() && !isWrapWidth(lastChunk);
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

  Span text() {
    return text;
  }

  Match match() {
    return match;
  }
}
