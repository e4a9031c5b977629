package org.ikewatch.ingest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDateTest {
  private static final Instant YEAR_2100 = Instant.parse("2100-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "Fri Mar 15 07:14:18 2002,    UTC,              2002-03-15T07:14:18Z",
    "Friday Oct 19 16:12:30 2001, UTC,              2001-10-19T16:12:30Z",
    "Mon Mar  2 22:52:09 2009,    UTC,              2009-03-02T22:52:09Z",
    "Mar 2 22:52:09 2009,         UTC,              2009-03-02T22:52:09Z",
    "Fri Mar 15 07:14:18 2002,    America/New_York, 2002-03-15T12:14:18Z",
    "Sun Nov 1 01:30:00 2026,     America/New_York, 2026-11-01T05:30:00Z",
    "Sun Mar 8 02:30:00 2026,     America/New_York, 2026-03-08T07:30:00Z",
    "Sat Jan 1 00:00:00 2099,     UTC,              2099-01-01T00:00:00Z"
  })
  void shouldReadDates(String date, String zone, Instant expected) {
    // Given

    // When
    long local = parse(date);

    // Then
    assertThat(EventDate.toEpochMillis(local, ZoneId.of(zone), EventDate.NONE))
        .isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "Sun Nov 1 01:59:40 2026, America/New_York,    2026-11-01T05:59:40Z, 2026-11-01T05:59:40Z",
    "Sun Nov 1 01:00:10 2026, America/New_York,    2026-11-01T06:00:10Z, 2026-11-01T06:00:10Z",
    "Sun Nov 1 01:00:10 2026, America/New_York,    2026-11-01T05:00:10Z, 2026-11-01T05:00:10Z",
    "Sun Nov 1 01:00:10 2026, America/New_York,    2026-11-01T05:30:10Z, 2026-11-01T05:00:10Z",
    "Sun Nov 1 01:00:10 2026, America/New_York,    2026-11-01T05:30:11Z, 2026-11-01T06:00:10Z",
    "Sun Nov 1 01:59:59 2026, America/New_York,    2026-11-01T09:00:00Z, 2026-11-01T06:59:59Z",
    "Sun Nov 1 01:30:00 2026, America/New_York,    2026-11-01T01:00:00Z, 2026-11-01T05:30:00Z",
    "Sun Nov 1 00:59:59 2026, America/New_York,    2026-11-01T06:59:59Z, 2026-11-01T04:59:59Z",
    "Sun Nov 1 02:00:00 2026, America/New_York,    2026-11-01T08:00:00Z, 2026-11-01T07:00:00Z",
    "Sun Mar 8 02:30:00 2026, America/New_York,    2026-03-08T12:00:00Z, 2026-03-08T07:30:00Z",
    "Sun Apr 5 01:45:00 2026, Australia/Lord_Howe, 2026-04-04T15:15:01Z, 2026-04-04T15:15:00Z",
    "Sun Apr 5 01:45:00 2026, Australia/Lord_Howe, 2026-04-04T15:00:01Z, 2026-04-04T15:15:00Z",
    "Sun Nov 1 01:00:10 2026, UTC,                 2026-11-01T05:00:10Z, 2026-11-01T01:00:10Z"
  })
  void shouldTakeTheInstantNearestToTheReceiptWhereTheHourRepeats(
      String date, String zone, Instant received, Instant expected) {
    // Given
    long local = parse(date);

    // When
    long millis = EventDate.toEpochMillis(local, ZoneId.of(zone), received.toEpochMilli());

    // Then
    assertThat(Instant.ofEpochMilli(millis)).isEqualTo(expected);
  }

  @Test
  void shouldFindNoClockPutBackByLessThanTwentyMinutes() {
    // When
    Stream<ZoneOffsetTransition> transitions =
        ZoneId.getAvailableZoneIds().stream()
            .map(zone -> ZoneId.of(zone).getRules())
            .flatMap(
                rules ->
                    Stream.iterate(
                        rules.nextTransition(Instant.EPOCH),
                        next -> next != null && next.getInstant().isBefore(YEAR_2100),
                        next -> rules.nextTransition(next.getInstant())));

    // Then
    assertThat(transitions.filter(ZoneOffsetTransition::isOverlap))
        .isNotEmpty()
        .allMatch(one -> one.getDuration().toMinutes() <= -20);
  }

  @Property(tries = 2000)
  void shouldCountTheDaysOfEveryMonth(
      @ForAll @IntRange(min = 1, max = 9999) int year,
      @ForAll @IntRange(min = 1, max = 12) int month,
      @ForAll @IntRange(min = 1, max = 31) int day,
      @ForAll @IntRange(max = 86_399) int second) {
    // Given
    LocalTime time = LocalTime.ofSecondOfDay(second);
    String name = Month.of(month).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    String text = String.format(Locale.ROOT, "%s %d %tT %04d", name, day, time, year);

    // When
    long local = parse(text);

    // Then
    boolean exists = day <= YearMonth.of(year, month).lengthOfMonth();
    assertThat(local)
        .isEqualTo(
            exists
                ? LocalDate.of(year, month, day).atTime(time).toEpochSecond(ZoneOffset.UTC)
                : EventDate.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Fri Mar 15 07:14:18 02",
        "Fri Mar 15 07:14:18",
        "Fri Mar 15 07:14:18 20021",
        "Tue Feb 30 07:14:18 2002",
        "Fri Mar 15 24:14:18 2002",
        "Fri Mar 15 07:14 2002",
        "Fri 15 Mar 07:14:18 2002",
        "Fri Mar 15 07:14:18 2002 EST"
      })
  void shouldNotGuessAtOtherDates(String date) {
    // Given

    // When
    long local = parse(date);

    // Then
    assertThat(local).isEqualTo(EventDate.NONE);
  }

  private static long parse(String date) {
    byte[] bytes = Bytes.of(date);
    return EventDate.parse(bytes, 0, bytes.length);
  }

  @Property
  void shouldReadColumnsAsItReadsWords(
      @ForAll @LongRange(min = 0, max = 253_402_300_799L) long second) {
    // Given
    String date =
        DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
            .format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));

    // When
    long byColumns = parse(date);
    String words = date.replaceFirst(" ", "   ");
    long byWords = parse(words);

    // Then
    assertThat(byColumns).isEqualTo(second);
    assertThat(byWords).isEqualTo(second);
  }

  @Property
  void shouldReadDamagedColumnsAsItReadsDamagedWords(
      @ForAll @IntRange(min = 3, max = 23) int column, @ForAll char damage) {
    // Given
    StringBuilder columns = new StringBuilder("Fri Mar 15 07:14:18 2002");
    columns.setCharAt(column, damage);
    String words = columns.toString().replaceFirst("Fri", "Friday");

    // When
    long byColumns = parse(columns.toString());
    long byWords = parse(words);

    // Then
    assertThat(byColumns).isEqualTo(byWords);
  }
}
