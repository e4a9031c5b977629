package org.ikewatch.ingest.syslog;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.ikewatch.ingest.audit.Bytes;
import org.ikewatch.ingest.audit.Span;
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
  private static final byte[] VERSION_1 = Bytes.of("1 ");
  private static final byte[] BYTE_ORDER_MARK = Bytes.of("\uFEFF");

  private final String sender;
  private final Predicate<String> knownHost;

  /** Of messages whose header names nobody. */
  private final Writer unnamed;

  private final Set<String> hosts = ConcurrentHashMap.newKeySet();
  private final Set<String> tags = ConcurrentHashMap.newKeySet();

  /** Lines of the same second share it. Threads may overwrite each other's: any will do. */
  private volatile LastStamp lastStamp = new LastStamp(new byte[0]);

  private final LearnedWriters learned = new LearnedWriters();

  private static final class LastStamp {
    private final byte[] bytes;
    private final SyslogStamp stamp;

    LastStamp(byte[] bytes) {
      this.bytes = bytes;
      this.stamp = new SyslogStamp.WithoutYear(Bytes.text(bytes, 0, bytes.length));
    }
  }

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
  public SyslogMessage parse(Span message) {
    byte[] text = message.base();
    int end = message.end();
    int at = Marks.afterPriority(text, message.start(), end);
    boolean headed = at > message.start();
    if (headed && Bytes.stands(VERSION_1, text, at, end)) {
      return rfc5424(message, at + VERSION_1.length);
    }
    SyslogStamp stamp = SyslogStamp.NONE;
    if (Marks.isStamp(text, at, end)) {
      stamp = stamp(text, at);
      at = Bytes.skipBlanks(text, at + Marks.STAMP, end);
      headed = true;
    } else if (Marks.isIso(text, at, end)) {
      int stop = Bytes.wordEnd(text, at, end);
      stamp = new SyslogStamp.Absolute(Bytes.text(text, at, stop));
      at = Bytes.skipBlanks(text, stop, end);
      headed = true;
    }
    if (!headed || Marks.isText(text, at, end)) {
      return new SyslogMessage(from(message, at), unnamed, stamp, "");
    }
    int marker = Marks.text(text, at, end);
    if (marker <= at) {
      return recall(message, at, stamp);
    }
    Writer writer = learned.of(text, at, marker, this::learn);
    return new SyslogMessage(from(message, marker), writer, stamp, "");
  }

  private static Span from(Span message, int at) {
    return new Span(message.base(), at, message.end(), message.ascii());
  }

  private SyslogStamp stamp(byte[] text, int at) {
    LastStamp last = lastStamp;
    if (last.bytes.length == 0 || !Bytes.stands(last.bytes, text, at, at + Marks.STAMP)) {
      last = new LastStamp(Arrays.copyOfRange(text, at, at + Marks.STAMP));
      lastStamp = last;
    }
    return last.stamp;
  }

  private SyslogMessage rfc5424(Span message, int start) {
    byte[] text = message.base();
    int end = message.end();
    int timeEnd = Bytes.wordEnd(text, start, end);
    SyslogStamp stamp = new SyslogStamp.Absolute(Bytes.text(text, start, timeEnd));
    int at = skipOne(text, timeEnd, end);
    int appEnd = Bytes.wordEnd(text, skipField(text, at, end), end);
    Writer writer = learned.of(text, at, appEnd, this::hostAndApp);
    at = skipField(text, skipField(text, skipOne(text, appEnd, end), end), end);
    int dataEnd = structuredDataEnd(text, at, end);
    String structuredData = nilToEmpty(Bytes.text(text, at, dataEnd));
    at = skipOne(text, dataEnd, end);
    if (Bytes.stands(BYTE_ORDER_MARK, text, at, end)) {
      at += BYTE_ORDER_MARK.length;
    }
    return new SyslogMessage(from(message, at), writer, stamp, structuredData);
  }

  private static int skipField(byte[] text, int at, int end) {
    return skipOne(text, Bytes.wordEnd(text, at, end), end);
  }

  private static int skipOne(byte[] text, int at, int end) {
    return at < end && text[at] == ' ' ? at + 1 : at;
  }

  /** No words of RFC 3164's are taken for these: those end with a blank. */
  private Writer hostAndApp(byte[] header) {
    int hostEnd = Bytes.wordEnd(header, 0, header.length);
    int app = skipOne(header, hostEnd, header.length);
    return Writer.ofHeader(
        sender,
        nilToEmpty(Bytes.text(header, 0, hostEnd)),
        nilToEmpty(Bytes.text(header, app, header.length)));
  }

  /** RFC 5424 section 6.3: {@code -}, or elements in brackets; a quoted bracket ends none. */
  private static int structuredDataEnd(byte[] text, int start, int end) {
    if (start == end || text[start] != '[') {
      return Bytes.wordEnd(text, start, end);
    }
    boolean quoted = false;
    int at = start;
    while (at < end) {
      byte c = text[at++];
      if (quoted && c == '\\') {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ']' && (at >= end || text[at] != '[')) {
        return at;
      }
    }
    return end;
  }

  private static String nilToEmpty(String field) {
    return field.equals("-") ? "" : field;
  }

  /** Reads the words before a marker: what stands there is header, and is remembered. */
  private Writer learn(byte[] header) {
    String host = "";
    String tag = "";
    HeaderWords words = new HeaderWords(header, 0, header.length);
    while (words.next()) {
      if (words.isForwarded()) {
        host = words.name();
      } else if (words.endsWithColon() || words.isBeforeColon()) {
        tag = words.tag();
      } else if (!words.isFacility() && host.isEmpty()) {
        host = words.word();
      }
    }
    remember(hosts, host);
    remember(tags, tag);
    return Writer.ofHeader(sender, host, tag);
  }

  /** Takes off the words before a text without marker that are known to be header. */
  private SyslogMessage recall(Span message, int start, SyslogStamp stamp) {
    String host = "";
    String tag = "";
    int at = start;
    HeaderWords words = new HeaderWords(message.base(), start, message.end());
    while (tag.isEmpty() && words.next()) {
      at = words.start();
      if (words.isForwarded()) {
        host = words.name();
      } else if (words.endsWithColon() && tags.contains(words.tag())) {
        tag = words.tag();
      } else if (host.isEmpty() && isHost(words.word())) {
        host = words.word();
      } else if (!words.isFacility()) {
        break;
      }
      at = words.behind();
    }
    return new SyslogMessage(from(message, at), Writer.ofHeader(sender, host, tag), stamp, "");
  }

  private boolean isHost(String word) {
    return hosts.contains(word) || knownHost.test(word);
  }

  private static void remember(Set<String> words, String word) {
    if (!word.isEmpty() && words.size() < LearnedWriters.MOST) {
      words.add(word);
    }
  }
}
