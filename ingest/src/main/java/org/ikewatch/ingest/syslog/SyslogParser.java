package org.ikewatch.ingest.syslog;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.ikewatch.ingest.audit.Bytes;
import org.ikewatch.ingest.audit.Claims;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.audit.SyslogStamp;

/**
 * Reads the headers of one sender's messages: RFC 5424, RFC 3164 as BSD, HP-UX and Linux write it,
 * or none. Each relay may have put a header of its own before that of the one before it: the writer
 * is the host that the innermost one names.
 *
 * <p>The words between stamp and text are told apart if a record begins right behind them ({@link
 * HeaderFields}), and are remembered for lines that have no mark of their own. Safe for use by
 * several threads, as a sender may have several connections.
 */
public final class SyslogParser {
  /** More headers than this are not taken off one message. */
  private static final int MOST_HEADERS = 8;

  private final String sender;
  private final Predicate<String> knownHost;

  /** Of messages whose header names nobody. */
  private final Writer unnamed;

  private final Set<String> hosts = ConcurrentHashMap.newKeySet();
  private final Set<String> tags = ConcurrentHashMap.newKeySet();
  private final LearnedMemory memory;
  private final LearnedWriters learned;

  /** Lines of the same second share it. Threads may overwrite each other's: any will do. */
  private volatile LastStamp lastStamp = new LastStamp(new byte[0], SyslogStamp.NONE);

  private static final class LastStamp {
    private final byte[] bytes;
    private final SyslogStamp stamp;

    LastStamp(byte[] bytes, SyslogStamp stamp) {
      this.bytes = bytes;
      this.stamp = stamp;
    }

    boolean stands(byte[] text, int at, int end) {
      int stop = at + bytes.length;
      return bytes.length > 0
          && Bytes.stands(bytes, text, at, end)
          && (stop == end || Bytes.isBlank(text[stop]))
          && !new StampReader().continues(text, stop, end);
    }
  }

  /**
   * A parser for one sender.
   *
   * @param sender its address
   * @param knownHost whether the inventory has a host of this name or address
   * @param memory for what it learns, which other parsers take too
   */
  public SyslogParser(String sender, Predicate<String> knownHost, LearnedMemory memory) {
    this.sender = sender;
    this.memory = memory;
    this.learned = new LearnedWriters(memory);
    this.unnamed = new Writer(sender, "", "", "");
    this.knownHost = knownHost;
  }

  /** Takes a message apart. Never fails: what is no header is payload. */
  public SyslogMessage parse(Span message) {
    return new Reading(message).read();
  }

  /** One message, header by header. */
  private final class Reading {
    private final Span message;
    private final byte[] text;
    private final int end;
    private int at;
    private Writer writer = unnamed;
    private SyslogStamp stamp = SyslogStamp.NONE;
    private String structuredData = "";
    private boolean headed;

    Reading(Span message) {
      this.message = message;
      this.text = message.base();
      this.end = message.end();
      this.at = message.start();
    }

    SyslogMessage read() {
      int headers = 0;
      while (header() && headers < MOST_HEADERS) {
        headers++;
      }
      if (at < end && text[at] == 'I' && ShipperNote.begins(text, at, end)) {
        return noted(ShipperNote.read(text, at, end));
      }
      return new SyslogMessage(
          payload(), writer, stamp, Claims.of(structuredData), headed, writer.headerHost());
    }

    private Span payload() {
      return new Span(text, at, end, message.ascii());
    }

    private SyslogMessage noted(ShipperNote note) {
      at = note.stop();
      HeaderHost headerHost = writer.headerHost();
      if (!note.host().isEmpty()) {
        Writer claimed = Writer.ofHeader(sender, note.host(), writer.tag());
        headerHost = claimed.headerHost();
        writer = headerHost == HeaderHost.USABLE ? claimed : writer;
      }
      return new SyslogMessage(
          payload(), writer, stamp, note.claims(structuredData), headed, headerHost);
    }

    /** Takes off one header; false if the text begins behind it, or no further one does. */
    private boolean header() {
      int start = HeaderSyntax.skipNoise(text, at, end);
      int behind = HeaderSyntax.afterPriority(text, start, end);
      boolean prioritized = behind > start;
      at = prioritized ? HeaderSyntax.skipNoise(text, behind, end) : start;
      headed |= prioritized;
      int version = prioritized ? HeaderSyntax.afterVersion(text, at, end) : at;
      if (version > at) {
        at = version;
        return rfc5424();
      }
      boolean stamped = stamp();
      headed |= stamped;
      if (HeaderSyntax.isText(text, at, end)) {
        return false;
      }
      int marker = HeaderSyntax.text(text, at, end);
      return marker < 0 ? recalled(prioritized || stamped) : named(marker);
    }

    /** Takes a stamp that stands here, and blanks behind it. */
    private boolean stamp() {
      LastStamp last = lastStamp;
      if (last.stands(text, at, end)) {
        stamp = last.stamp;
        at = Bytes.skipBlanks(text, at + last.bytes.length, end);
        return true;
      }
      StampReader reader = new StampReader();
      if (!reader.read(text, at, end)) {
        return false;
      }
      stamp = reader.stamp();
      lastStamp = new LastStamp(Arrays.copyOfRange(text, at, reader.stop()), stamp);
      at = Bytes.skipBlanks(text, reader.stop(), end);
      return true;
    }

    /** Takes the words up to the text, or up to a further header before it. */
    private boolean named(int marker) {
      Writer known = learned.find(text, at, marker);
      if (known != null) {
        take(known);
        at = marker;
        return false;
      }
      int inner = innerHeader(at, marker);
      if (inner == at) {
        return true;
      }
      int stop = inner < 0 ? marker : inner;
      take(writerOf(stop, marker));
      at = stop;
      return inner >= 0;
    }

    private void take(Writer next) {
      headed = true;
      if (next.host().isEmpty() && !writer.host().isEmpty()) {
        writer = writer.tagged(next.tag());
      } else {
        writer = next;
      }
    }

    /** The writer that the words up to there name; learned if what follows proves them. */
    private Writer writerOf(int stop, int marker) {
      Writer known = learned.find(text, at, stop);
      if (known != null) {
        return known;
      }
      HeaderFields fields = HeaderFields.read(text, at, stop, knownHost);
      Writer read = Writer.ofHeader(sender, fields);
      if (isProof(marker, fields)) {
        learned.learn(text, at, stop, read);
        remember(fields);
      }
      return read;
    }

    /** Other programs write lines with {@code Event:} too: their first word may be of the text. */
    private boolean isProof(int marker, HeaderFields fields) {
      boolean isClear = fields.clear() && !fields.tag().isEmpty();
      return HeaderSyntax.isRecord(text, marker, end)
          || ShipperNote.begins(text, marker, end)
          || (isClear && HeaderSyntax.isRecordLine(text, marker, end));
    }

    /** The first word from here on at which a header begins; negative if there is none. */
    private int innerHeader(int start, int limit) {
      StampReader reader = new StampReader();
      int word = start;
      while (word < limit) {
        int begin = HeaderSyntax.skipNoise(text, word, limit);
        if (HeaderSyntax.afterPriority(text, begin, limit) > begin
            || reader.read(text, begin, limit)) {
          return begin;
        }
        word = Bytes.skipBlanks(text, Bytes.wordEnd(text, word, limit), limit);
      }
      return -1;
    }

    /** Takes the words before a text without mark that are known; goes on if a header follows. */
    private boolean recalled(boolean behindHeader) {
      if (!behindHeader) {
        return false;
      }
      String host = "";
      String tag = "";
      int start = at;
      int stop = at;
      while (tag.isEmpty() && stop < end) {
        int wordEnd = Bytes.wordEnd(text, stop, end);
        String word = Bytes.text(text, stop, wordEnd);
        String name = HeaderFields.writer(word);
        if (word.endsWith(":") && tags.contains(HeaderFields.program(word))) {
          tag = HeaderFields.program(word);
        } else if (host.isEmpty() && isHost(name)) {
          host = name;
        } else if (!HeaderFields.isNoise(word)) {
          break;
        }
        stop = Bytes.skipBlanks(text, wordEnd, end);
      }
      if (!host.isEmpty() || !tag.isEmpty()) {
        take(Writer.ofHeader(sender, host, tag));
        at = stop;
      }
      return at > start && HeaderSyntax.afterPriority(text, at, end) > at;
    }

    private boolean rfc5424() {
      headed = true;
      int fields = at;
      int stampEnd = Bytes.wordEnd(text, at, end);
      if (Bytes.isDigit(at < end ? text[at] : 0) || stampEnd - at == 1) {
        stamp = new SyslogStamp.Absolute(Bytes.text(text, at, stampEnd));
        fields = Bytes.skipBlanks(text, stampEnd, end);
      } else if (stamp()) {
        fields = at;
      }
      int hostEnd = field(fields);
      int app = Bytes.skipBlanks(text, hostEnd, end);
      int appEnd = field(app);
      if (hostEnd > fields) {
        take(hostAndApp(fields, hostEnd, app, appEnd));
      }
      at = Bytes.skipBlanks(text, appEnd, end);
      boolean processId = skipField();
      boolean messageId = processId && skipField();
      if (messageId || processId || appEnd > app) {
        structuredData();
      }
      at = HeaderSyntax.skipNoise(text, at, end);
      return at < end && !HeaderSyntax.isText(text, at, end) && behindStructuredData();
    }

    /** The end of the field that begins here: some senders leave out the last ones. */
    private int field(int start) {
      int begin = HeaderSyntax.skipNoise(text, start, end);
      boolean isText =
          HeaderSyntax.isText(text, begin, end)
              || HeaderSyntax.afterPriority(text, begin, end) > begin;
      return isText ? start : Bytes.wordEnd(text, start, end);
    }

    private boolean skipField() {
      int stop = at < end && text[at] == '[' ? at : field(at);
      boolean skipped = stop > at;
      at = Bytes.skipBlanks(text, stop, end);
      return skipped;
    }

    /** RFC 5424 section 6.3: {@code -}, or elements in brackets; a quoted bracket ends none. */
    private void structuredData() {
      if (at < end && text[at] == '-' && (at + 1 == end || Bytes.isBlank(text[at + 1]))) {
        at++;
      } else if (at < end && text[at] == '[') {
        int stop = structuredDataEnd(at);
        structuredData = Bytes.text(text, at, stop);
        at = stop;
      }
    }

    /** {@code start} if they do not end. */
    private int structuredDataEnd(int start) {
      boolean quoted = false;
      int i = start;
      while (i < end) {
        byte c = text[i++];
        if (quoted && c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = !quoted;
        } else if (!quoted && c == ']' && (i >= end || text[i] != '[')) {
          return i;
        }
      }
      return start;
    }

    /** Some senders repeat the program there, relays put the whole message that they got. */
    private boolean behindStructuredData() {
      if (innerHeader(at, Math.min(end, Bytes.wordEnd(text, at, end) + HeaderSyntax.STAMP)) == at) {
        return true;
      }
      int stop = Bytes.wordEnd(text, at, end);
      String word = Bytes.text(text, at, stop);
      String program = HeaderFields.program(word);
      if (word.endsWith(":") && (tags.contains(program) || program.equals(writer.tag()))) {
        at = HeaderSyntax.skipNoise(text, stop, end);
        return false;
      }
      int marker = HeaderSyntax.text(text, at, end);
      return marker >= 0 && wordsBefore(marker);
    }

    private boolean wordsBefore(int marker) {
      if (writer.host().isEmpty()) {
        return named(marker);
      }
      int inner = innerHeader(at, marker);
      at = inner < 0 ? marker : inner;
      return inner >= 0;
    }

    private Writer hostAndApp(int host, int hostEnd, int app, int appEnd) {
      Writer known = learned.find(text, host, appEnd);
      if (known != null) {
        return known;
      }
      String name = nilToEmpty(Bytes.text(text, host, hostEnd));
      String program = nilToEmpty(Bytes.text(text, app, appEnd));
      String tag = program.endsWith(":") ? HeaderFields.program(program) : program;
      Writer read = Writer.ofHeader(sender, HeaderFields.writer(name), tag);
      learned.learn(text, host, appEnd, read);
      return read;
    }
  }

  private static String nilToEmpty(String field) {
    return field.equals("-") ? "" : field;
  }

  private boolean isHost(String word) {
    return hosts.contains(word) || knownHost.test(word);
  }

  private void remember(HeaderFields fields) {
    if (fields.clear()) {
      remember(hosts, fields.host());
      remember(tags, fields.tag());
    }
  }

  private void remember(Set<String> words, String word) {
    if (!word.isEmpty()
        && !words.contains(word)
        && words.size() < LearnedWriters.MOST
        && memory.take(word.length())) {
      words.add(word);
    }
  }

  /** Forgets what it has learned, as its sender has not been heard of for long. */
  public void forget() {
    learned.clear();
    forget(hosts);
    forget(tags);
  }

  private void forget(Set<String> words) {
    words.removeIf(
        word -> {
          memory.giveBack(1, word.length());
          return true;
        });
  }
}
