package org.ikewatch.ingest.intake;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.ikewatch.ingest.audit.AuditLine;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.EventDate;
import org.ikewatch.ingest.audit.RejectReason;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.syslog.SyslogMessage;
import org.ikewatch.ingest.syslog.SyslogParser;
import org.ikewatch.ingest.syslog.Utf8;
import org.ikewatch.schemas.RejectedInput;

/**
 * The way from a message's bytes to records, for one connection, one datagram socket or one file.
 * Lines of different hosts and programs never get mixed. Not safe for use by several threads.
 */
public final class Intake {
  private final Catalogue catalogue;
  private final Supplier<HostDirectory> directory;
  private final IntakeSettings settings;
  private final IntakeOutput output;
  private final Map<StreamKey, Stream> streams = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Stream> waiting = new LinkedHashSet<>();
  private final Map<String, SyslogParser> parsers = new LinkedHashMap<>(16, 0.75f, true);

  /** An intake without input so far. */
  public Intake(
      Catalogue catalogue,
      Supplier<HostDirectory> directory,
      IntakeSettings settings,
      IntakeOutput output) {
    this.catalogue = catalogue;
    this.directory = directory;
    this.settings = settings;
    this.output = output;
  }

  /**
   * Takes a syslog message.
   *
   * @param sender the address it came from
   * @param now when, in milliseconds since the epoch; {@link EventDate#NONE} where that is unknown
   * @param cut whether the connection ended inside it
   */
  public void syslog(byte[] bytes, String sender, long now, boolean cut) {
    syslog(bytes, sender, now, cut, "", 0);
  }

  /** Takes a syslog message from this line of a file. */
  public void syslog(byte[] bytes, String sender, long now, boolean cut, String file, long number) {
    Utf8 decoded = Utf8.decode(bytes);
    SyslogMessage message = parserOf(sender).parse(decoded.text());
    HostDirectory hosts = directory.get();
    Stream stream = streamOf(new StreamKey(sender, message.host(), message.tag(), file), hosts);
    long stamp = message.stamp().resolve(stream.host().timezone(), now);
    String payload = message.payload();
    int start = 0;
    int lineFeed = payload.indexOf('\n');
    while (lineFeed >= 0) {
      boolean carriageReturn = lineFeed > start && payload.charAt(lineFeed - 1) == '\r';
      String line = payload.substring(start, carriageReturn ? lineFeed - 1 : lineFeed);
      accept(stream, new AuditLine(line, bytes, now, stamp, number, !decoded.valid(), false));
      start = lineFeed + 1;
      lineFeed = payload.indexOf('\n', start);
    }
    String last = start == 0 ? payload : payload.substring(start);
    accept(stream, new AuditLine(last, bytes, now, stamp, number, !decoded.valid(), cut));
  }

  /** Takes a line of plain audit text that this host wrote. */
  public void plain(byte[] bytes, String host, String file, long number) {
    Utf8 decoded = Utf8.decode(bytes);
    Stream stream = streamOf(new StreamKey(file, host, "", file), directory.get());
    accept(
        stream,
        new AuditLine(
            decoded.text(),
            bytes,
            EventDate.NONE,
            EventDate.NONE,
            number,
            !decoded.valid(),
            false));
  }

  /** Takes note of bytes in which no message could be found. */
  public void refused(RejectReason reason, byte[] head, long length, String sender, long now) {
    output.received(1);
    reject(reason, head, length, sender, now);
  }

  private void accept(Stream stream, AuditLine line) {
    output.received(1);
    stream.assembler().accept(line);
    if (stream.assembler().isPending()) {
      waiting.add(stream);
    } else {
      waiting.remove(stream);
    }
  }

  private SyslogParser parserOf(String sender) {
    SyslogParser parser = parsers.get(sender);
    if (parser == null) {
      parser = new SyslogParser(word -> directory.get().knows(word));
      parsers.put(sender, parser);
      if (parsers.size() > settings.maxStreams()) {
        parsers.remove(parsers.keySet().iterator().next());
      }
    }
    return parser;
  }

  private Stream streamOf(StreamKey key, HostDirectory hosts) {
    Stream stream = streams.get(key);
    if (stream == null) {
      stream = new Stream(key, catalogue, settings.holdMillis(), this::reject, output);
      streams.put(key, stream);
      if (streams.size() > settings.maxStreams()) {
        Stream eldest = streams.remove(streams.keySet().iterator().next());
        eldest.assembler().flush();
        waiting.remove(eldest);
      }
    }
    stream.resolve(hosts);
    return stream;
  }

  private void reject(RejectReason reason, byte[] bytes, long length, String sender, long now) {
    byte[] kept =
        bytes.length > settings.maxRejectBytes()
            ? Arrays.copyOf(bytes, settings.maxRejectBytes())
            : bytes;
    output.rejected(
        new RejectedInput(
            sender,
            Instant.ofEpochMilli(now == EventDate.NONE ? 0 : now),
            settings.transport(),
            reason.name(),
            Details.of(reason),
            ByteBuffer.wrap(kept),
            length));
  }

  /** Hands on the records that have waited long enough for another line. */
  public void expire(long now) {
    if (waiting.isEmpty()) {
      return;
    }
    for (Stream stream : waiting) {
      stream.assembler().expire(now);
    }
    waiting.removeIf(stream -> !stream.assembler().isPending());
  }

  /** Hands on every unfinished record. */
  public void flush() {
    for (Stream stream : new ArrayList<>(waiting)) {
      stream.assembler().flush();
    }
    waiting.clear();
  }
}
