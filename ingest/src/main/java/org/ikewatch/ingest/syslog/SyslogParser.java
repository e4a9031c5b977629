package org.ikewatch.ingest.syslog;

import java.util.Locale;
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
  private static final int STAMP = 15;

  private final String sender;
  private final Predicate<String> knownHost;

  /** Of messages whose header names nobody. */
  private final Writer unnamed;

  private final Set<String> hosts = ConcurrentHashMap.newKeySet();
  private final Set<String> tags = ConcurrentHashMap.newKeySet();

  /** Lines of the same second share it. Threads may overwrite each other's: any will do. */
  private volatile SyslogStamp.WithoutYear lastStamp = new SyslogStamp.WithoutYear("");

  private final LearnedWriters learned = new LearnedWriters();

  /**
   * A parser for one sender.
   *
   * @param sender its address
   * @param knownHost whether the inventory has a host of this name or address
   */
  public SyslogParser(String sender, Predicate<String> knownHost) {
    this.sender = sender;
    this.unnamed = new Writer(sender, "", "", "");
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
      return new SyslogMessage(message, at, unnamed, stamp, "");
    }
    int marker = marker(message, at);
    if (marker <= at) {
      return recall(message, at, stamp);
    }
    Writer writer = learned.of(message, at, marker, this::learn);
    return new SyslogMessage(message, marker, writer, stamp, "");
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

  private SyslogMessage rfc5424(String message, int start) {
    int timeEnd = wordEnd(message, start);
    SyslogStamp stamp = new SyslogStamp.Absolute(message.substring(start, timeEnd));
    int at = skipOne(message, timeEnd);
    int appEnd = wordEnd(message, skipOne(message, wordEnd(message, at)));
    Writer writer = learned.of(message, at, appEnd, this::hostAndApp);
    at = skipOne(message, wordEnd(message, skipOne(message, appEnd))); // PROCID
    at = skipOne(message, wordEnd(message, at)); // MSGID
    int dataEnd = structuredDataEnd(message, at);
    String structuredData = nilToEmpty(message.substring(at, dataEnd));
    at = skipOne(message, dataEnd);
    if (message.startsWith("\uFEFF", at)) {
      at++;
    }
    return new SyslogMessage(message, at, writer, stamp, structuredData);
  }

  /** No words of RFC 3164's are taken for these: those end with a blank. */
  private Writer hostAndApp(String header) {
    int hostEnd = wordEnd(header, 0);
    return writer(
        nilToEmpty(header.substring(0, hostEnd)),
        nilToEmpty(header.substring(skipOne(header, hostEnd))));
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

  /** Reads the words before a marker: what stands there is header, and is remembered. */
  private Writer learn(String header) {
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
    return writer(host, tag);
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
    return new SyslogMessage(message, at, writer(host, tag), stamp, "");
  }

  private Writer writer(String host, String tag) {
    return new Writer(sender, host, tag, "");
  }

  private static void remember(Set<String> words, String word) {
    if (!word.isEmpty() && words.size() < LearnedWriters.MOST) {
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
