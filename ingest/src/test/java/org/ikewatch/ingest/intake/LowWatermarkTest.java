package org.ikewatch.ingest.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.ikewatch.ingest.audit.Hold;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.schemas.RejectedInput;
import org.junit.jupiter.api.Test;

/** Up to when everything that was received is handed on. */
class LowWatermarkTest {
  private static final long T0 = Instant.parse("2002-03-15T07:14:20Z").toEpochMilli();
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
  private static final String EVENT = "Event: MM negotiation timeout, src 15.2.2.2";

  /** A clock that shows another time whenever it is read: no two readings are equal. */
  private static final class Ticking extends Clock {
    private final AtomicLong next = new AtomicLong(T0);

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
      return next.getAndIncrement();
    }
  }

  /** What came out, in its order: positive receive times of records, negative watermarks. */
  private static final class Log implements IntakeOutput {
    private final List<Long> entries = new ArrayList<>();

    synchronized void add(long entry) {
      entries.add(entry);
    }

    @Override
    public void received(int lines) {
      // Only records matter here.
    }

    @Override
    public RecordOutput recordsOf(Origin origin) {
      return assembled -> add(new AuditEntry(assembled, origin).receivedAt());
    }

    @Override
    public void rejected(RejectedInput input, Receipt receipt) {
      // Only records matter here.
    }

    @Override
    public void ignored(IgnoreReason reason, Receipt receipt) {
      // Only records matter here.
    }
  }

  private final Log log = new Log();
  private final Ticking clock = new Ticking();
  private final Intakes intakes =
      new Intakes(
          CatalogueLoader.standard(),
          () -> HostDirectory.empty(HostDefaults.UTC),
          new IntakeSettings(new Hold(200, 5000), 100, 100),
          log);

  private static void feed(Intake intake, String host, String text, long now) {
    byte[] bytes = ("<155>Mar 15 07:14:20 " + host + " ikmpd: " + text).getBytes(UTF_8);
    intake.syslog(bytes, "15.1.1.1", now, false, Receipt.NONE);
  }

  @Test
  void shouldFollowTheClockWhileNothingIsHeld() {
    // Given
    Intake intake = intakes.open("TCP");
    intake.begin(clock);
    feed(intake, "a", HEADER + " " + EVENT, T0);
    intake.end();

    // When
    long watermark = intakes.lowWatermark(T0 + 10);

    // Then
    assertThat(log.entries).containsExactly(T0);
    assertThat(watermark).isEqualTo(T0 + 10);
  }

  @Test
  void shouldStayBehindAHeaderThatWaitsForItsEvent() {
    // Given
    Intake intake = intakes.open("TCP");
    intake.begin(clock);
    feed(intake, "a", HEADER, T0 + 1);
    feed(intake, "b", HEADER, T0 + 2);
    intake.end();

    // When
    long held = intakes.lowWatermark(T0 + 100);
    feed(intake, "a", EVENT, T0 + 101);
    intake.share(T0 + 103);
    intake.end();
    long shared = intakes.lowWatermark(T0 + 110);
    intake.close();
    long left = intakes.lowWatermark(T0 + 120);
    intakes.expire(T0 + 5002);
    long expired = intakes.lowWatermark(T0 + 5003);

    // Then
    assertThat(held).isEqualTo(T0 + 1);
    assertThat(shared).isEqualTo(T0 + 2);
    assertThat(left).isEqualTo(T0 + 2);
    assertThat(expired).isEqualTo(T0 + 5003);
    assertThat(log.entries).containsExactly(T0 + 101, T0 + 2);
  }

  @Test
  void shouldStayBehindWhatAThreadIsAboutToHandOn() {
    // Given
    Intake intake = intakes.open("TCP");

    // When
    intake.begin(clock);
    long working = intakes.lowWatermark(T0 + 100);
    intake.end();

    // Then
    assertThat(working).isEqualTo(T0);
    assertThat(intakes.lowWatermark(T0 + 100)).isEqualTo(T0 + 100);
  }

  @Test
  void shouldStayBehindWhatWaitsBeforeTheIntakes() {
    // Given
    AtomicLong queue = new AtomicLong(T0 + 7);
    intakes.addUpstream(queue::get);

    // When
    long waiting = intakes.lowWatermark(T0 + 100);
    queue.set(Long.MAX_VALUE);

    // Then
    assertThat(waiting).isEqualTo(T0 + 7);
    assertThat(intakes.lowWatermark(T0 + 100)).isEqualTo(T0 + 100);
  }

  @Test
  void shouldNeverPassARecordThatIsHandedOnLater() throws InterruptedException {
    // Given
    int connections = 3;
    CountDownLatch working = new CountDownLatch(connections);
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Random random = new Random(i);
      threads.add(
          new Thread(
              () -> {
                for (int n = 0; n < 300; n++) {
                  connection(random);
                }
                working.countDown();
              }));
    }
    threads.add(
        new Thread(
            () -> {
              while (!done.get()) {
                log.add(-intakes.lowWatermark(clock.millis()));
              }
            }));
    threads.add(
        new Thread(
            () -> {
              while (!done.get()) {
                intakes.expire(clock.millis());
              }
            }));

    // When
    threads.forEach(Thread::start);
    working.await();
    done.set(true);
    for (Thread thread : threads) {
      thread.join();
    }

    // Then
    long watermark = 0;
    for (long entry : log.entries) {
      if (entry < 0) {
        watermark = Math.max(watermark, -entry);
      } else {
        assertThat(entry).isGreaterThanOrEqualTo(watermark);
      }
    }
    assertThat(log.entries).anyMatch(entry -> entry > 0).anyMatch(entry -> entry < 0);
    assertThat(intakes.lowWatermark(Long.MAX_VALUE)).isGreaterThanOrEqualTo(watermark);
  }

  /** Three hosts send over all connections, so that halves of records are left to each other. */
  private void connection(Random random) {
    Intake intake = intakes.open("TCP");
    for (int read = 0; read < 10; read++) {
      intake.begin(clock);
      long now = clock.millis();
      for (int line = random.nextInt(4); line >= 0; line--) {
        feed(intake, "host" + random.nextInt(3), random.nextBoolean() ? HEADER : EVENT, now);
      }
      if (random.nextInt(4) == 0) {
        intake.share(clock.millis());
      }
      intake.end();
    }
    intake.close();
  }
}
