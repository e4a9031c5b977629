package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A record whose lines are still coming in. */
final class PendingRecord {
  /**
   * Event text is wrapped by column, not at blanks: at 70 in records of A.01 and A.02, at 60 in
   * those of A.03 (measured on the samples of A0200 p. 289 and A0302 p. 131). A chunk of just that
   * width may have a continuation, however complete it looks.
   */
  private static final Set<Integer> WRAP_WIDTHS = Set.of(60, 70);

  /** Joins tried with and without a blank; beyond it, all of them the same way. */
  private static final int MOST_MIXED_JOINS = 3;

  private static final int MOST_CHUNKS = 16;
  private static final int LONGEST_TEXT = 8192;
  private static final Match NOTHING = Match.unknown("", "");

  private final Catalogue catalogue;
  private AuditHeader header;
  private String headerText;
  private final List<String> chunks = new ArrayList<>(1);
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  private final AuditLine first;
  private AuditLine last;
  private int lines;
  private String text = "";
  private Match match = NOTHING;

  PendingRecord(Catalogue catalogue, AuditLine first, AuditHeader header, String headerText) {
    this.catalogue = catalogue;
    this.first = first;
    this.header = header;
    this.headerText = headerText;
    take(first);
  }

  private void take(AuditLine line) {
    last = line;
    lines++;
    if (line.invalidUtf8()) {
      flags.add(Flag.INVALID_UTF8);
    }
    if (line.cut()) {
      flags.add(Flag.TRUNCATED);
    }
  }

  /** The event's first chunk, on the line already taken. */
  void beginEvent(String chunk) {
    chunks.add(chunk);
    text = chunk;
    match = catalogue.match(chunk);
  }

  void beginEvent(AuditLine line, String chunk) {
    take(line);
    beginEvent(chunk);
  }

  /**
   * Takes the line if it can be the event's continuation: it is none where the text is understood
   * without it and not with it.
   */
  boolean continueEvent(AuditLine line) {
    if (chunks.size() == MOST_CHUNKS || text.length() + line.text().length() > LONGEST_TEXT) {
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
    flags.add(Flag.WRAPPED);
    take(line);
    return true;
  }

  /** Whether the text would be understood with this line. */
  boolean isUnderstoodWith(AuditLine line) {
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

  /**
   * Takes the line if it completes the header's date. Typesetters break headers there (A0200 p.
   * 188), and so do mailers.
   */
  boolean continueHeader(AuditLine line) {
    if (header.isMissing() || header.isDated() || hasEvent()) {
      return false;
    }
    String whole = headerText + " " + line.text();
    AuditHeader mended = AuditHeader.parse(whole);
    if (!mended.isDated()) {
      return false;
    }
    header = mended;
    headerText = whole;
    flags.add(Flag.WRAPPED);
    take(line);
    if (mended.event() >= 0) {
      beginEvent(whole.substring(mended.event()).strip());
    }
    return true;
  }

  boolean hasEvent() {
    return !chunks.isEmpty();
  }

  /** Whether no line can follow that would change the record. */
  boolean isComplete() {
    return match.isKnown() && !WRAP_WIDTHS.contains(chunks.get(chunks.size() - 1).length());
  }

  long lastArrival() {
    return last.arrivedAt();
  }

  AssembledRecord toRecord() {
    if (header.isMissing()) {
      flags.add(Flag.HEADER_MISSING);
    } else if (!header.isDated()) {
      flags.add(Flag.DATE_UNREADABLE);
    }
    if (!hasEvent()) {
      flags.add(Flag.EVENT_MISSING);
    }
    return new AssembledRecord(header, text, match, flags, first, last, lines);
  }
}
