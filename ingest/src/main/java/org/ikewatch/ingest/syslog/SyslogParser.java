package org.ikewatch.ingest.syslog;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.ikewatch.ingest.audit.SyslogStamp;

/**
 * Reads the headers of one sender's messages: RFC 5424, RFC 3164 as BSD, HP-UX and Linux write it,
 * or none.
 *
 * <p>BSD-derived syslogds send {@code <PRI>Mmm dd hh:mm:ss TAG: text} without a host, and their
 * relays add {@code Forwarded from HOST:}; Linux puts the host before the tag. So the words between
 * stamp and text are told apart where an audit record begins right behind them, and are remembered
 * for the lines that have no mark of their own. Safe for use by several threads, as a sender may
 * have several connections.
 */
public final class SyslogParser {
  private static final String FORWARDED = "forwarded from ";
  private static final int LONGEST_PREFIX = 300;
  private static final int MOST_WORDS = 20_000;
  private static final int STAMP = 15;

  private final Predicate<String> knownHost;
  private final Set<String> hosts = ConcurrentHashMap.newKeySet();
  private final Set<String> tags = ConcurrentHashMap.newKeySet();

  /** Lines of the same second share it. Threads may overwrite each other's: any will do. */
  private volatile SyslogStamp.WithoutYear lastStamp = new SyslogStamp.WithoutYear("");

  /** What the words before a marker came to: a sender's are the same few, line after line. */
  private final Map<String, Words> learned = new ConcurrentHashMap<>();

  /** The words of a header. */
  private record Words(String host, String tag) {}

  /**
   * A parser for one sender.
   *
   * @param knownHost whether the inventory has a host of this name or address
   */
  public SyslogParser(Predicate<String> knownHost) {
    this.knownHost = knownHost;
  }

  /** Takes a message apart. Never fails: what is no header is payload. */
  public SyslogMessage parse(String message) {
    int at = afterPriority(message);
    boolean prioritized = at > 0;
    if (prioritized && message.startsWith("1 ", at)) {
      return rfc5424(message, at + 2);
    }
    SyslogStamp stamp = SyslogStamp.NONE;
    boolean stamped = false;
    if (looksLikeStamp(message, at)) {
      stamp = stamp(message, at);
      at = skipBlanks(message, at + STAMP);
      stamped = true;
    } else if (looksLikeIso(message, at)) {
      int end = wordEnd(message, at);
      stamp = new SyslogStamp.Absolute(message.substring(at, end));
      at = skipBlanks(message, end);
      stamped = true;
    }
    if ((!prioritized && !stamped) || isMarker(message, at)) {
      return message("", "", stamp, message.substring(at));
    }
    int marker = marker(message, at);
    if (marker <= at) {
      return recall(message, at, stamp);
    }
    Words words = words(message.substring(at, marker));
    return message(words.host(), words.tag(), stamp, message.substring(marker));
  }

  private static SyslogMessage message(String host, String tag, SyslogStamp stamp, String payload) {
    return new SyslogMessage(host, tag, stamp, "", payload);
  }

  private SyslogStamp stamp(String message, int at) {
    SyslogStamp.WithoutYear last = lastStamp;
    if (last.text().regionMatches(0, message, at, STAMP)) {
      return last;
    }
    SyslogStamp.WithoutYear stamp = new SyslogStamp.WithoutYear(message.substring(at, at + STAMP));
    lastStamp = stamp;
    return stamp;
  }

  private static SyslogMessage rfc5424(String message, int start) {
    int timeEnd = wordEnd(message, start);
    SyslogStamp stamp = new SyslogStamp.Absolute(message.substring(start, timeEnd));
    int at = skipOne(message, timeEnd);
    int hostEnd = wordEnd(message, at);
    String host = nilToEmpty(message.substring(at, hostEnd));
    at = skipOne(message, hostEnd);
    int appEnd = wordEnd(message, at);
    String tag = nilToEmpty(message.substring(at, appEnd));
    at = skipOne(message, wordEnd(message, skipOne(message, appEnd))); // PROCID
    at = skipOne(message, wordEnd(message, at)); // MSGID
    int dataEnd = structuredDataEnd(message, at);
    String structuredData = nilToEmpty(message.substring(at, dataEnd));
    at = skipOne(message, dataEnd);
    if (message.startsWith("\uFEFF", at)) {
      at++;
    }
    return new SyslogMessage(host, tag, stamp, structuredData, message.substring(at));
  }

  /** RFC 5424 section 6.3: {@code -}, or elements in brackets; a quoted bracket ends none. */
  private static int structuredDataEnd(String message, int start) {
    if (!message.startsWith("[", start)) {
      return wordEnd(message, start);
    }
    boolean quoted = false;
    int at = start;
    while (at < message.length()) {
      char c = message.charAt(at++);
      if (quoted && c == '\\') {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ']' && !message.startsWith("[", at)) {
        return at;
      }
    }
    return message.length();
  }

  private Words words(String header) {
    Words known = learned.get(header);
    if (known != null) {
      return known;
    }
    Words words = learn(header);
    if (learned.size() < MOST_WORDS) {
      learned.put(header, words);
    }
    return words;
  }

  /** Reads the words before a marker: what stands there is header, and is remembered. */
  private Words learn(String header) {
    String host = "";
    String tag = "";
    int at = 0;
    while (at < header.length()) {
      int forwarded = forwardedHost(header, at);
      int end = forwarded > 0 ? wordEnd(header, forwarded) : wordEnd(header, at);
      String word = header.substring(forwarded > 0 ? forwarded : at, end);
      if (forwarded > 0) {
        host = withoutColon(word);
      } else if (word.endsWith(":") || header.startsWith(": ", end + 1)) {
        tag = tag(word);
      } else if (!isFacility(word) && host.isEmpty() && !word.equals(":")) {
        host = word;
      }
      at = skipBlanks(header, end);
    }
    remember(hosts, host);
    remember(tags, tag);
    return new Words(host, tag);
  }

  /** Takes off the words before a text without marker that are known to be header. */
  private SyslogMessage recall(String message, int start, SyslogStamp stamp) {
    String host = "";
    String tag = "";
    int at = start;
    while (at < message.length() && tag.isEmpty()) {
      int forwarded = forwardedHost(message, at);
      int end = forwarded > 0 ? wordEnd(message, forwarded) : wordEnd(message, at);
      String word = message.substring(forwarded > 0 ? forwarded : at, end);
      if (forwarded > 0) {
        host = withoutColon(word);
      } else if (word.endsWith(":") && tags.contains(tag(word))) {
        tag = tag(word);
      } else if (host.isEmpty() && (hosts.contains(word) || knownHost.test(word))) {
        host = word;
      } else if (!isFacility(word)) {
        break;
      }
      at = tag.isEmpty() ? skipBlanks(message, end) : skipOne(message, end);
    }
    return message(host, tag, stamp, message.substring(at));
  }

  private static void remember(Set<String> words, String word) {
    if (!word.isEmpty() && words.size() < MOST_WORDS) {
      words.add(word);
    }
  }

  /** Where the host begins after {@code Forwarded from }; 0 where that does not stand here. */
  private static int forwardedHost(String message, int at) {
    int from = message.regionMatches(true, at, "Message ", 0, 8) ? at + 8 : at;
    return message.regionMatches(true, from, FORWARDED, 0, FORWARDED.length())
        ? from + FORWARDED.length()
        : 0;
  }

  /** The field that {@code syslogd -v} adds: priority and facility codes. */
  private static boolean isFacility(String word) {
    return word.length() == 2
        && word.charAt(0) >= '0'
        && word.charAt(0) <= '7'
        && Character.isLetter(word.charAt(1));
  }

  private static String tag(String word) {
    String name = withoutColon(word);
    int bracket = name.indexOf('[');
    return (bracket < 0 ? name : name.substring(0, bracket)).toLowerCase(Locale.ROOT);
  }

  private static String withoutColon(String word) {
    return word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
  }

  private static String nilToEmpty(String field) {
    return field.equals("-") ? "" : field;
  }

  private static int marker(String message, int start) {
    int limit = Math.min(message.length(), start + LONGEST_PREFIX);
    for (int at = start; at < limit; at = wordEnd(message, at) + 1) {
      if (isMarker(message, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isMarker(String message, int at) {
    return switch (at < message.length() ? message.charAt(at) : ' ') {
      case 'M' -> message.startsWith("Msg:", at);
      case 'E' -> message.startsWith("Event:", at);
      case 'a' -> message.startsWith("above message repeats ", at);
      case 'l' -> message.startsWith("last message repeated ", at);
      case '-' -> message.startsWith("-- MARK --", at);
      default -> false;
    };
  }

  private static int afterPriority(String message) {
    if (!message.startsWith("<")) {
      return 0;
    }
    int close = message.indexOf('>');
    if (close < 2 || close > 4) {
      return 0;
    }
    for (int i = 1; i < close; i++) {
      if (!isDigit(message, i)) {
        return 0;
      }
    }
    return close + 1;
  }

  private static boolean looksLikeStamp(String message, int at) {
    return message.length() >= at + STAMP
        && Character.isLetter(message.charAt(at))
        && message.charAt(at + 3) == ' '
        && message.charAt(at + 6) == ' '
        && message.charAt(at + 9) == ':'
        && message.charAt(at + 12) == ':'
        && isDigit(message, at + 14);
  }

  private static boolean looksLikeIso(String message, int at) {
    return message.length() >= at + 20
        && isDigit(message, at)
        && message.charAt(at + 4) == '-'
        && message.charAt(at + 10) == 'T';
  }

  private static boolean isDigit(String message, int at) {
    return message.charAt(at) >= '0' && message.charAt(at) <= '9';
  }

  private static int wordEnd(String message, int at) {
    int blank = message.indexOf(' ', at);
    return blank < 0 ? message.length() : blank;
  }

  private static int skipOne(String message, int at) {
    return at < message.length() && message.charAt(at) == ' ' ? at + 1 : at;
  }

  private static int skipBlanks(String message, int at) {
    int i = at;
    while (i < message.length() && message.charAt(i) == ' ') {
      i++;
    }
    return i;
  }
}
