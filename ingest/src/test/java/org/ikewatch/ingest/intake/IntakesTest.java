package org.ikewatch.ingest.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.Hold;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RejectedInput;
import org.junit.jupiter.api.Test;

/** What one connection leaves to the next. */
class IntakesTest {
  private static final Catalogue CATALOGUE = CatalogueLoader.standard();
  private static final long T0 = Instant.parse("2002-03-15T07:14:20Z").toEpochMilli();
  private static final String SENDER = "15.1.1.1";
  private static final String SYSLOG = "<155>Mar 15 07:14:20 hpux042 ikmpd: ";
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
  private static final String EVENT = "Event: MM negotiation timeout, src 15.2.2.2";

  /** Intakes and what came out of them. */
  private static class Bench implements IntakeOutput {
    final List<AuditRecord> records = new ArrayList<>();
    final Intakes intakes =
        new Intakes(
            CATALOGUE,
            () -> HostDirectory.empty(HostDefaults.UTC),
            new IntakeSettings(new Hold(200, 2000), 2, 100),
            this);
    private int received;
    private int accounted;

    @Override
    public void received(int lines) {
      received += lines;
    }

    @Override
    public RecordOutput recordsOf(Origin origin) {
      return assembled -> {
        AuditEntry entry = new AuditEntry(assembled, origin);
        records.add(RecordMapper.toAvro(entry));
        accounted += entry.lines();
      };
    }

    @Override
    public void rejected(RejectedInput input, Receipt receipt) {
      accounted++;
    }

    @Override
    public void ignored(IgnoreReason reason, Receipt receipt) {
      accounted++;
    }

    void connection(long now, String sender, List<String> lines) {
      try (Intake intake = intakes.open("TCP")) {
        lines.forEach(
            line -> intake.syslog(line.getBytes(UTF_8), sender, now, false, Receipt.NONE));
      }
    }

    void connection(long now, String line) {
      connection(now, SENDER, List.of(SYSLOG + line));
    }

    List<String> outcome() {
      return records.stream().map(r -> r.getMsg() + " " + r.getText() + r.getFlags()).toList();
    }
  }

  private final Bench bench = new Bench();

  @Test
  void shouldJoinTheLinesOfTwoConnections() {
    // Given
    bench.connection(T0, HEADER);

    // When
    bench.connection(T0 + 1900, EVENT);

    // Then
    assertThat(bench.outcome()).containsExactly("413 MM negotiation timeout, src 15.2.2.2[]");
    assertThat(bench.accounted).isEqualTo(bench.received).isEqualTo(2);
  }

  @Test
  void shouldJoinAWrappedEventOfThreeConnections() {
    // Given
    bench.connection(T0, HEADER);
    bench.connection(T0, "Event: local 10.1.1.1/500 - remote 10.2.2.2/500:ike_sa 40079580 sta");

    // When
    bench.connection(T0 + 10, "te INI_IKE_SA_INIT_SENT -> DYING");

    // Then
    assertThat(bench.records).extracting(AuditRecord::getSignal).containsExactly("IKEV2_STATE");
    assertThat(bench.records.get(0).getFlags()).containsExactly("WRAPPED");
  }

  @Test
  void shouldFlagWhatNoConnectionCompletes() {
    // Given
    bench.connection(T0, HEADER);

    // When
    bench.intakes.expire(T0 + 1999);
    int before = bench.records.size();
    bench.intakes.expire(T0 + 2000);

    // Then
    assertThat(before).isZero();
    assertThat(bench.outcome()).containsExactly("413 [EVENT_MISSING]");
  }

  @Test
  void shouldNotJoinTheLinesOfOtherSendersOrHosts() {
    // Given
    bench.connection(T0, HEADER);

    // When
    bench.connection(T0, "15.1.1.9", List.of(SYSLOG + EVENT));
    bench.connection(T0, SENDER, List.of(SYSLOG.replace("hpux042", "hpux7") + EVENT));
    bench.intakes.close();

    // Then
    assertThat(bench.records)
        .extracting(AuditRecord::getFlags)
        .containsOnly(List.of("EVENT_MISSING"), List.of("HEADER_MISSING"));
    assertThat(bench.accounted).isEqualTo(3);
  }

  @Test
  void shouldJoinInOrderOfArrivalWhateverConnectionEndsFirst() {
    // Given
    Intake first = bench.intakes.open("TCP");
    first.syslog((SYSLOG + HEADER).getBytes(UTF_8), SENDER, T0, false, Receipt.NONE);
    bench.connection(T0 + 1, EVENT);

    // When
    first.close();

    // Then
    assertThat(bench.outcome()).containsExactly("413 MM negotiation timeout, src 15.2.2.2[]");
  }

  @Test
  void shouldKeepConnectionsApartWhileTheyLast() {
    // Given
    Intake one = bench.intakes.open("TCP");
    Intake other = bench.intakes.open("TCP");

    // When
    one.syslog((SYSLOG + HEADER).getBytes(UTF_8), SENDER, T0, false, Receipt.NONE);
    other.syslog(
        (SYSLOG + HEADER.replace("413", "7")).getBytes(UTF_8), SENDER, T0, false, Receipt.NONE);
    other.syslog(
        (SYSLOG + "Event: Quick Mode processing failed").getBytes(UTF_8),
        SENDER,
        T0,
        false,
        Receipt.NONE);
    one.syslog((SYSLOG + EVENT).getBytes(UTF_8), SENDER, T0, false, Receipt.NONE);

    // Then
    assertThat(bench.outcome())
        .containsExactly(
            "7 Quick Mode processing failed[]", "413 MM negotiation timeout, src 15.2.2.2[]");
  }

  @Test
  void shouldJoinOverConnectionsThatLast() {
    // Given
    Intake one = bench.intakes.open("TCP");
    Intake other = bench.intakes.open("UDP");
    one.syslog((SYSLOG + HEADER).getBytes(UTF_8), SENDER, T0, false, Receipt.NONE);
    other.syslog((SYSLOG + EVENT).getBytes(UTF_8), SENDER, T0 + 10, false, Receipt.NONE);

    // When
    other.share(T0 + 110);
    one.share(T0 + 110);

    // Then
    assertThat(bench.outcome()).containsExactly("413 MM negotiation timeout, src 15.2.2.2[]");
  }

  @Test
  void shouldTakeBackWhatWasShared() {
    // Given
    Intake intake = bench.intakes.open("TCP");
    intake.syslog((SYSLOG + HEADER).getBytes(UTF_8), SENDER, T0, false, Receipt.NONE);
    intake.share(T0 + 150);

    // When
    intake.syslog((SYSLOG + EVENT).getBytes(UTF_8), SENDER, T0 + 160, false, Receipt.NONE);

    // Then
    assertThat(bench.outcome()).containsExactly("413 MM negotiation timeout, src 15.2.2.2[]");
  }

  @Test
  void shouldBoundWhatIsLeft() {
    // Given
    bench.connection(T0, "15.1.1.1", List.of(HEADER));
    bench.connection(T0, "15.1.1.2", List.of(HEADER));

    // When
    bench.connection(T0, "15.1.1.3", List.of(HEADER));

    // Then
    assertThat(bench.records)
        .extracting(AuditRecord::getSender)
        .containsExactly("15.1.1.1", "15.1.1.2");
  }

  @Provide
  Arbitrary<List<String>> twoLineRecords() {
    return Arbitraries.integers()
        .between(1, 9)
        .list()
        .ofMaxSize(12)
        .map(
            numbers ->
                numbers.stream()
                    .flatMap(
                        n ->
                            List.of(
                                SYSLOG + HEADER.replace("413", String.valueOf(n)),
                                SYSLOG + "Event: MM negotiation timeout, src 15.2.2." + n)
                                .stream())
                    .toList());
  }

  @Property
  void shouldReadTheSameOverTwoConnectionsAtATime(
      @ForAll("twoLineRecords") List<String> lines, @ForAll @Size(24) List<Boolean> first) {
    // Given
    Bench whole = new Bench();
    whole.connection(T0, SENDER, lines);
    Bench split = new Bench();
    Intake one = split.intakes.open("TCP");
    Intake other = split.intakes.open("TCP");

    // When
    for (int i = 0; i < lines.size(); i++) {
      Intake intake = first.get(i) ? one : other;
      intake.syslog(lines.get(i).getBytes(UTF_8), SENDER, T0, false, Receipt.NONE);
      intake.share(T0 + 100);
    }

    // Then
    assertThat(split.records).isEqualTo(whole.records).hasSize(lines.size() / 2);
    assertThat(split.accounted).isEqualTo(lines.size());
  }

  @Property
  void shouldReadTheSameHoweverLinesAreSpreadOverConnections(
      @ForAll("twoLineRecords") List<String> lines,
      @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 5) Integer> lengths) {
    // Given
    Bench whole = new Bench();
    whole.connection(T0, SENDER, lines);
    Bench split = new Bench();

    // When
    int from = 0;
    for (int length : lengths) {
      int to = Math.min(lines.size(), from + length);
      split.connection(T0, SENDER, lines.subList(from, to));
      from = to;
    }
    split.connection(T0, SENDER, lines.subList(from, lines.size()));

    // Then
    assertThat(split.records).isEqualTo(whole.records).hasSize(lines.size() / 2);
    assertThat(split.accounted).isEqualTo(lines.size());
  }

  /** Two are the most that the settings of this test allow, and one for each connection. */
  @Test
  void shouldBoundTheStreamsOfAllConnectionsTogether() {
    // Given
    Bench bench = new Bench();
    List<Intake> open = new ArrayList<>();

    // When
    for (int i = 0; i < 10; i++) {
      Intake intake = bench.intakes.open("TCP");
      open.add(intake);
      for (int host = 0; host < 100; host++) {
        String line = SYSLOG.replace("hpux042", "gw" + i + "-" + host) + HEADER;
        intake.syslog(line.getBytes(UTF_8), SENDER, T0, false, Receipt.NONE);
      }
    }

    // Then
    assertThat(bench.intakes.openStreams().get()).isLessThanOrEqualTo(2 + open.size());
    open.forEach(Intake::close);
    bench.intakes.close();
    assertThat(bench.records).hasSize(1_000);
  }

  /** Publishing may wait for as long as the broker is unavailable. */
  @Test
  void shouldHoldUpNobodyWhileItHandsOnWhatWasLeft() throws Exception {
    // Given
    CountDownLatch handing = new CountDownLatch(1);
    CountDownLatch room = new CountDownLatch(1);
    Bench slow =
        new Bench() {
          @Override
          public RecordOutput recordsOf(Origin origin) {
            RecordOutput records = super.recordsOf(origin);
            return assembled -> {
              if (origin.host().name().equals("gw1")) {
                handing.countDown();
                awaitZero(room);
              }
              records.record(assembled);
            };
          }
        };
    slow.connection(T0, SENDER, List.of(SYSLOG.replace("hpux042", "gw1") + HEADER));
    CompletableFuture<Void> expiry =
        CompletableFuture.runAsync(() -> slow.intakes.expire(T0 + 60_000));
    awaitZero(handing);

    // When
    slow.connection(T0 + 60_000, SENDER, List.of(SYSLOG + HEADER + " " + EVENT));
    slow.connection(T0 + 60_000, SENDER, List.of(SYSLOG.replace("hpux042", "gw2") + HEADER));
    long watermark = slow.intakes.lowWatermark(T0 + 60_000);
    int beforeRoom = slow.records.size();
    room.countDown();

    // Then
    assertThat(expiry).succeedsWithin(Duration.ofSeconds(10));
    assertThat(beforeRoom).isEqualTo(1);
    assertThat(watermark).isEqualTo(T0);
    assertThat(slow.intakes.lowWatermark(T0 + 60_000)).isEqualTo(T0 + 60_000);
    assertThat(slow.records).extracting(AuditRecord::getHost).containsExactly("hpux042", "gw1");
  }

  private static void awaitZero(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
