package org.ikewatch.ingest.syslog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.ikewatch.ingest.audit.Addresses;
import org.ikewatch.ingest.audit.Bytes;

/**
 * Who writes, by the words between a header's stamp and the text: a host, a program, and what
 * relays put beside them. BSD-derived syslogds write no host, and their relays {@code Forwarded
 * from HOST:}; Linux has the host before the program; Kiwi writes {@code original address=HOST},
 * Solaris {@code [ID 702911 local3.error]}, syslog-ng {@code source@host/relay}, {@code syslogd -v}
 * a field such as {@code 3D}.
 *
 * @param host as the header has it; empty if it names none
 * @param tag the program without process ID, in lower case; empty if it names none
 * @param clear whether it is clear which word is the host
 */
record HeaderFields(String host, String tag, boolean clear) {
  /** Of IPSec's daemons no host has its name. */
  private static final Set<String> DAEMONS = Set.of("ikmpd", "secauditd", "secpolicyd", "ikewatch");

  private static final Set<String> LEVELS =
      Set.of(
          "emerg",
          "emergency",
          "panic",
          "alert",
          "crit",
          "critical",
          "err",
          "error",
          "warning",
          "warn",
          "notice",
          "info",
          "informational",
          "informative",
          "debug");

  private static final String ORIGINAL_ADDRESS = "address=";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String OPENING = "[<(";
  private static final String CLOSING = "]>)";

  /** Reads the words of this part of a message. */
  static HeaderFields read(byte[] text, int start, int end, Predicate<String> knownHost) {
    return new Reader(words(text, start, end), knownHost).read();
  }

  private static List<String> words(byte[] text, int start, int end) {
    List<String> words = new ArrayList<>(4);
    int at = Bytes.skipBlanks(text, start, end);
    while (at < end) {
      int stop = Bytes.wordEnd(text, at, end);
      words.add(Bytes.text(text, at, stop));
      at = Bytes.skipBlanks(text, stop, end);
    }
    return words;
  }

  /** Whether a program of this name writes audit records. */
  static boolean isDaemon(String program) {
    return DAEMONS.contains(program);
  }

  /** The program of a word such as {@code ikmpd[4711]:}, in lower case. */
  static String program(String word) {
    String name = withoutColon(word);
    int bracket = name.indexOf('[');
    return (bracket < 0 ? name : name.substring(0, bracket)).toLowerCase(Locale.ROOT);
  }

  /** The writer's name in a field such as {@code source@host/relay}: each relay adds its own. */
  static String writer(String field) {
    int slash = field.indexOf('/');
    String chain = slash > 0 ? field.substring(0, slash) : field;
    return chain.substring(chain.indexOf('@') + 1);
  }

  private static String withoutColon(String word) {
    return word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
  }

  /** Whether it names nobody: a level, a number, a field without a value, a byte order mark. */
  static boolean isNoise(String word) {
    String bare = unwrapped(word);
    String lower = bare.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    return bare.isEmpty()
        || bare.equals("-")
        || bare.equals(BYTE_ORDER_MARK)
        || bare.chars().allMatch(c -> c >= '0' && c <= '9')
        || LEVELS.contains(lower)
        || (dot > 0 && LEVELS.contains(lower.substring(dot + 1)))
        || isFacility(bare);
  }

  /** Whether it is the field that {@code syslogd -v} adds: priority and facility codes. */
  private static boolean isFacility(String word) {
    return word.length() == 2
        && word.charAt(0) >= '0'
        && word.charAt(0) <= '7'
        && Character.isLetter(word.charAt(1));
  }

  /** Without the brackets around it and the colon or comma behind it. */
  private static String unwrapped(String word) {
    String bare = withoutColon(word);
    bare = bare.endsWith(",") ? bare.substring(0, bare.length() - 1) : bare;
    int kind = bare.length() > 2 ? OPENING.indexOf(bare.charAt(0)) : -1;
    boolean wrapped = kind >= 0 && bare.charAt(bare.length() - 1) == CLOSING.charAt(kind);
    return wrapped ? bare.substring(1, bare.length() - 1) : bare;
  }

  private static final class Reader {
    private final List<String> words;
    private final Predicate<String> knownHost;
    private final List<String> plain = new ArrayList<>(2);
    private String named = "";
    private String tag = "";
    private boolean plainBehindTag;
    private boolean hostBehindTag;
    private int at;

    Reader(List<String> words, Predicate<String> knownHost) {
      this.words = words;
      this.knownHost = knownHost;
    }

    HeaderFields read() {
      while (at < words.size()) {
        if (!relaysWord()) {
          word(words.get(at++));
        }
      }
      if (!named.isEmpty()) {
        return new HeaderFields(writer(named), tag, true);
      }
      if (tag.isEmpty() && plain.size() == 2) {
        tag = program(plain.remove(1));
      }
      if (plain.size() > 1 || hostBehindTag) {
        return plain.stream()
            .filter(knownHost)
            .findFirst()
            .map(known -> new HeaderFields(known, tag, true))
            .orElseGet(() -> new HeaderFields(String.join(" ", plain), tag, false));
      }
      return new HeaderFields(plain.isEmpty() ? "" : plain.get(0), tag, true);
    }

    private String lower(int ahead) {
      return at + ahead < words.size() ? words.get(at + ahead).toLowerCase(Locale.ROOT) : "";
    }

    /** Takes words that relays write: the one who names the writer is believed. */
    private boolean relaysWord() {
      int first = lower(0).equals("message") ? 1 : 0;
      if (lower(first).equals("forwarded") && lower(first + 1).equals("from")) {
        at += first + 2;
        if (at < words.size()) {
          named = unwrapped(words.get(at++));
        }
        return true;
      }
      if (lower(0).equals("original") && lower(1).startsWith(ORIGINAL_ADDRESS)) {
        named = unwrapped(words.get(at + 1).substring(ORIGINAL_ADDRESS.length()));
        at += 2;
        return true;
      }
      if (lower(0).equals("[id")) {
        while (at < words.size() && !words.get(at++).endsWith("]")) {
          // to the closing bracket
        }
        return true;
      }
      return false;
    }

    private void word(String word) {
      String bare = unwrapped(word);
      String name = writer(bare);
      boolean endsTag = word.endsWith(":") || (at < words.size() && words.get(at).equals(":"));
      if (isNoise(word) || word.equals(":")) {
        return;
      }
      if (!Addresses.canonical(name).isEmpty() || (endsTag && knownHost.test(name))) {
        plain(name);
      } else if (endsTag || hasProcessId(word) || isDaemon(program(word))) {
        hostBehindTag |= plainBehindTag;
        tag = program(word);
      } else {
        plain(name);
      }
    }

    private void plain(String name) {
      if (tag.isEmpty()) {
        plain.add(name);
      } else {
        plainBehindTag = true;
      }
    }

    private static boolean hasProcessId(String word) {
      int bracket = word.indexOf('[');
      return bracket > 0
          && word.endsWith("]")
          && word.length() > bracket + 2
          && word.substring(bracket + 1, word.length() - 1).chars().allMatch(Character::isDigit);
    }
  }
}
