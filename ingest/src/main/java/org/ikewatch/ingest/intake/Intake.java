package org.ikewatch.ingest.intake;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ikewatch.ingest.audit.AuditLine;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.Claims;
import org.ikewatch.ingest.audit.EventDate;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.audit.RejectReason;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.audit.SyslogStamp;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.syslog.HeaderHost;
import org.ikewatch.ingest.syslog.LineBreaks;
import org.ikewatch.ingest.syslog.SyslogMessage;
import org.ikewatch.ingest.syslog.SyslogParser;
import org.ikewatch.ingest.syslog.Utf8;
import org.ikewatch.ingest.syslog.Writer;
import org.ikewatch.schemas.RejectedInput;

/**
 * The way from a message's bytes to records, for one connection, one datagram socket or one file.
 * Lines of different hosts and programs never get mixed. Not safe for use by several threads.
 */
public final class Intake implements AutoCloseable {
  private final Intakes intakes;
  private final String transport;
  private final Supplier<HostDirectory> directory;
  private final IntakeSettings settings;
  private final IntakeOutput output;
  private final Streams streams;
  private final Map<String, SyslogParser> parsers = new LinkedHashMap<>(16, 0.75f, true);

  /** Below everything that waits in the streams; exact only after all of them were looked at. */
  private long pendingSince = HeldSince.NOTHING;

  private final HeldSince held = new HeldSince();

  /** Of the message before: a connection has but one sender, and a datagram often the same. */
  private String lastSender;

  private SyslogParser lastParser;

  /** The message before, if it had a header: a line without one may belong to it. */
  private Optional<SyslogMessage> lastHeaded = Optional.empty();

  Intake(
      Intakes intakes,
      String transport,
      Catalogue catalogue,
      Supplier<HostDirectory> directory,
      IntakeSettings settings,
      IntakeOutput output) {
    this.intakes = intakes;
    this.transport = transport;
    this.directory = directory;
    this.settings = settings;
    this.output = output;
    this.streams =
        new Streams(
            settings.maxStreams(),
            intakes.openStreams(),
            writer ->
                new Stream(
                    writer, intakes.auditWriters(), catalogue, settings, this::reject, output));
  }

  /**
   * Begins to take input that is received from now on: {@link Intakes#lowWatermark} stays behind it
   * until {@link #end}. To be called before the clock is read for that input.
   */
  public void begin(Clock clock) {
    var unused = held.enter(clock, pendingSince);
  }

  /** All that was taken is handed on, except for what waits for further lines. */
  public void end() {
    held.set(pendingSince);
  }

  /** A lower bound of the receive times of what this may still hand on. */
  long heldSince() {
    return held.get();
  }

  /** These lines are this intake's from now on; called before they are nobody else's any more. */
  void claim(List<AuditLine> lines) {
    for (AuditLine line : lines) {
      held.lower(line.arrivedAt());
    }
  }

  /**
   * Takes a syslog message.
   *
   * @param bytes has the message; what of it is kept is copied
   * @param start where the message begins
   * @param end behind its last byte
   * @param sender the address it came from
   * @param now when, in milliseconds since the epoch; {@link EventDate#NONE} where that is unknown
   * @param cut whether the connection ended inside it
   * @param receipt gets to know when all of it is safe
   */
  public void syslog(
      byte[] bytes, int start, int end, String sender, long now, boolean cut, Receipt receipt) {
    Span message = new Span(bytes, start, end, false);
    message(message, new Source(sender, now, "", 0), false, cut, receipt);
  }

  /**
   * Takes a line of a stream whose messages end with a line feed. A relay may have left line feeds
   * in a message: without a header of its own, the line belongs to the message before it.
   */
  public void line(
      byte[] bytes, int start, int end, String sender, long now, boolean cut, Receipt receipt) {
    Span line = new Span(bytes, start, end, false);
    message(line, new Source(sender, now, "", 0), true, cut, receipt);
  }

  /** Takes a syslog message that is all of these bytes. */
  public void syslog(byte[] bytes, String sender, long now, boolean cut, Receipt receipt) {
    syslog(bytes, 0, bytes.length, sender, now, cut, receipt);
  }

  /** Takes a syslog message from this line of a file. */
  public void syslog(byte[] bytes, String sender, long now, boolean cut, String file, long number) {
    message(whole(bytes), new Source(sender, now, file, number), true, cut, Receipt.NONE);
  }

  private static Span whole(byte[] bytes) {
    return new Span(bytes, 0, bytes.length, false);
  }

  /** Where bytes come from. */
  private record Source(String sender, long now, String file, long number) {}

  /** Takes each line of a message; one that has a header of its own is a message of its own. */
  private void message(Span raw, Source source, boolean mayContinue, boolean cut, Receipt receipt) {
    Utf8 read = Utf8.read(raw);
    Span text = read.text();
    int end = text.end();
    int start = text.start();
    int stop = LineBreaks.next(text.base(), start, end);
    if (stop == end) {
      line(raw, read, source, mayContinue, cut, receipt);
      return;
    }
    Receipt each = receipt.shared(lines(text, stop));
    boolean continues = mayContinue;
    while (start < end) {
      Span line = new Span(text.base(), start, stop, text.ascii());
      line(line, new Utf8(line, read.valid()), source, continues, cut && stop == end, each);
      continues = true;
      start = stop == end ? end : stop + LineBreaks.length(text.base(), stop, end);
      stop = LineBreaks.next(text.base(), start, end);
    }
  }

  private static int lines(Span text, int firstStop) {
    int count = 1;
    int end = text.end();
    int start = firstStop + LineBreaks.length(text.base(), firstStop, end);
    while (start < end) {
      count++;
      int stop = LineBreaks.next(text.base(), start, end);
      start = stop == end ? end : stop + LineBreaks.length(text.base(), stop, end);
    }
    return count;
  }

  private void line(
      Span raw, Utf8 read, Source source, boolean mayContinue, boolean cut, Receipt receipt) {
    SyslogMessage message = parserOf(source.sender()).parse(read.text());
    Writer writer = message.writer().in(source.file());
    if (message.headed()) {
      lastHeaded = Optional.of(message);
    } else if (mayContinue && lastHeaded.isPresent()) {
      message = lastHeaded.get().continuedBy(message);
      writer = message.writer().in(source.file());
    }
    if (message.headerHost() != HeaderHost.USABLE) {
      output.unusableHost(message.headerHost());
    }
    accept(
        streams.get(writer, directory.get()),
        new AuditLine(
            message.payload(),
            raw,
            source.now(),
            message.stamp(),
            message.claims(),
            source.number(),
            !read.valid(),
            cut,
            receipt));
  }

  /** Takes a line of plain audit text that this host wrote. */
  public void plain(byte[] bytes, String host, String file, long number) {
    Span raw = whole(bytes);
    Utf8 read = Utf8.read(raw);
    Stream stream = streams.get(new Writer(file, host, "", file), directory.get());
    accept(
        stream,
        new AuditLine(
            read.text(),
            raw,
            EventDate.NONE,
            SyslogStamp.NONE,
            Claims.NONE,
            number,
            !read.valid(),
            false,
            Receipt.NONE));
  }

  /** Takes note of bytes in which no message could be found. */
  public void refused(
      RejectReason reason, byte[] head, long length, String sender, long now, Receipt receipt) {
    output.received(1);
    reject(reason, head, length, sender, now, receipt);
  }

  private void accept(Stream stream, AuditLine line) {
    output.received(1);
    if (!stream.assembler().isPending()) {
      for (AuditLine left : intakes.take(stream.writer(), this)) {
        accept(stream, left, left.arrivedAt());
      }
    }
    accept(stream, line, line.arrivedAt());
  }

  private void accept(Stream stream, AuditLine line, long arrivedAt) {
    streams.accept(stream, line);
    pendingSince = streams.areFinished() ? HeldSince.NOTHING : Math.min(pendingSince, arrivedAt);
  }

  private SyslogParser parserOf(String sender) {
    if (sender.equals(lastSender)) {
      return lastParser;
    }
    SyslogParser parser = parsers.get(sender);
    if (parser == null) {
      parser = intakes.parserOf(sender);
      parsers.put(sender, parser);
      if (parsers.size() > settings.maxStreams()) {
        parsers.remove(parsers.keySet().iterator().next());
      }
    }
    lastSender = sender;
    lastParser = parser;
    return parser;
  }

  private void reject(
      RejectReason reason, byte[] bytes, long length, String sender, long now, Receipt receipt) {
    byte[] kept =
        bytes.length > settings.maxRejectBytes()
            ? Arrays.copyOf(bytes, settings.maxRejectBytes())
            : bytes;
    output.rejected(
        new RejectedInput(
            sender,
            Instant.ofEpochMilli(now == EventDate.NONE ? 0 : now),
            transport,
            reason.name(),
            Details.of(reason),
            ByteBuffer.wrap(kept),
            length),
        receipt);
  }

  /**
   * Leaves the records that have waited for half their hold time where the sender's other
   * connections find them, and this one too. Until then its own lines belong together.
   */
  public void share(long now) {
    if (!streams.areFinished()) {
      long patience = settings.hold().millis() / 2;
      streams.bequeath(waiting -> waiting.hasWaited(now, patience), intakes::leave);
      pendingSince = streams.oldestArrival();
    }
  }

  /** Whether no record waits for further lines. */
  public boolean isFinished() {
    return streams.areFinished();
  }

  /** Hands on every unfinished record. */
  public void flush() {
    streams.flush();
    pendingSince = HeldSince.NOTHING;
  }

  /** The end of the connection: leaves unfinished records to the sender's others. */
  @Override
  public void close() {
    try {
      streams.bequeath(waiting -> true, intakes::leave);
    } finally {
      streams.close();
      intakes.closed(this);
    }
  }

  Streams streams() {
    return streams;
  }
}
