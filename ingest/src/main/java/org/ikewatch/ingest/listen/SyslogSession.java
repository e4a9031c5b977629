package org.ikewatch.ingest.listen;

import java.time.Clock;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.audit.RejectReason;
import org.ikewatch.ingest.syslog.FrameDecoder;

/** A stream of syslog messages (RFC 6587, RFC 5425). */
final class SyslogSession implements Session, FrameDecoder.Output {
  private final Link link;
  private final Clock clock;
  private final FrameDecoder decoder;
  private long finished;

  /** When the bytes came that are being read. */
  private long now;

  SyslogSession(Link link, IngestConfig config, Clock clock) {
    this.link = link;
    this.clock = clock;
    this.decoder = new FrameDecoder(config.maxLineBytes(), config.maxRejectBytes(), this);
  }

  @Override
  public void read(byte[] bytes, int length) {
    now = clock.millis();
    decoder.feed(bytes, 0, length);
  }

  @Override
  public void line(byte[] bytes, int start, int end, boolean cut) {
    finished++;
    link.toll().message(bytes, start, end);
    link.intake().line(bytes, start, end, link.sender(), now, cut, Receipt.NONE);
  }

  @Override
  public void frame(byte[] bytes, int start, int end, boolean cut) {
    finished++;
    link.toll().message(bytes, start, end);
    link.intake().syslog(bytes, start, end, link.sender(), now, cut, Receipt.NONE);
  }

  @Override
  public void refused(RejectReason reason, byte[] head, long length) {
    finished++;
    link.toll().message(head, 0, head.length);
    link.intake().refused(reason, head, length, link.sender(), now, Receipt.NONE);
  }

  @Override
  public int held() {
    return decoder.held();
  }

  @Override
  public boolean isUnfinished() {
    return decoder.isUnfinished();
  }

  @Override
  public long finished() {
    return finished;
  }

  @Override
  public void drain() {
    var unused = link.channel().close();
  }

  @Override
  public void end() {
    now = clock.millis();
    decoder.finish();
  }
}
