package org.ikewatch.ingest.audit;

import java.util.Locale;
import java.util.Optional;

/**
 * The notice that stands for equal messages: {@code above message repeats 2 times} (HP-UX), {@code
 * last message repeated 2 times} (BSD, Linux), {@code message repeated 2 times: [ Event: ...]}
 * (rsyslog), {@code Last message 'Event: ...' repeated 2 times, suppressed by syslog-ng on gw1}.
 *
 * @param times how many messages it stands for
 * @param ofNumberedRecord whether it quotes a message with a {@code Msg:} number. A number is given
 *     once, so equal messages with one are the same record, sent again
 */
public record Repetition(long times, boolean ofNumberedRecord) {
  /** A quoted message is cut after 20 characters by syslog-ng; other notices quote behind. */
  private static final int LONGEST_NOTICE = 160;

  private static final int MOST_DIGITS = 9;
  private static final String FIRST_LETTERS = "-almpALMP";
  private static final String[] BEGINNINGS = {
    "above message ", "last message ", "previous message ", "message "
  };
  private static final String[] VERBS = {"repeats ", "repeated ", "was repeated "};
  private static final String TIMES = " time";

  /** Whether such a notice begins here. */
  public static boolean begins(byte[] text, int at, int end) {
    return at < end
        && FIRST_LETTERS.indexOf(text[at]) >= 0
        && in(Bytes.text(text, at, Math.min(end, at + LONGEST_NOTICE))).isPresent();
  }

  /** The notice that this text is; empty if it is none. */
  static Optional<Repetition> in(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int at = 0;
    while (at < lower.length() && "- ".indexOf(lower.charAt(at)) >= 0) {
      at++;
    }
    for (String beginning : BEGINNINGS) {
      if (lower.startsWith(beginning, at)) {
        return behind(lower, at + beginning.length());
      }
    }
    return Optional.empty();
  }

  private static Optional<Repetition> behind(String lower, int start) {
    int at = start;
    boolean numbered = false;
    if (lower.startsWith("'", at)) {
      numbered = lower.startsWith("msg:", at + 1);
      int quote = lower.indexOf("' repeated ", at + 1);
      if (quote < 0) {
        return Optional.empty();
      }
      at = quote + 2;
    }
    for (String verb : VERBS) {
      if (lower.startsWith(verb, at)) {
        return counted(lower, at + verb.length(), numbered);
      }
    }
    return Optional.empty();
  }

  private static Optional<Repetition> counted(String lower, int first, boolean numbered) {
    int last = first;
    while (last < lower.length() && lower.charAt(last) >= '0' && lower.charAt(last) <= '9') {
      last++;
    }
    if (last == first || last - first > MOST_DIGITS || !lower.startsWith(TIMES, last)) {
      return Optional.empty();
    }
    int quoted = lower.indexOf('[', last);
    boolean quotesNumber = quoted >= 0 && lower.startsWith("msg:", skipBlanks(lower, quoted + 1));
    return Optional.of(
        new Repetition(Long.parseLong(lower.substring(first, last)), numbered || quotesNumber));
  }

  private static int skipBlanks(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /** As the catalogue has it. */
  String canonicalText() {
    return "last message repeated " + times + " times";
  }
}
