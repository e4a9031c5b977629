package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.ikewatch.ingest.IngestMetrics;

/** Whatever happens to a file, every entry that it leaves whole comes back. */
class SpoolDamageTest {
  private static final int ENTRIES = 20;

  private Path origin;
  private byte[] whole;
  private int[] ends;

  @BeforeProperty
  void write() throws IOException {
    origin = Files.createTempDirectory("spool");
    ends = new int[ENTRIES];
    try (Spool spool = open(origin, new SimpleMeterRegistry())) {
      for (int i = 0; i < ENTRIES; i++) {
        // Of many lengths, and with the first letter of the magic in them.
        spool.append(List.of(Samples.record("hpux" + i, i + "I".repeat(7 * i))));
        ends[i] = (int) spool.bytes();
      }
    }
    whole = Files.readAllBytes(segment(origin));
  }

  @AfterProperty
  void delete() throws IOException {
    delete(origin);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Spool open(Path directory, SimpleMeterRegistry meters) {
    return Spool.open(directory, 1 << 20, new IngestMetrics(meters));
  }

  private static Path segment(Path directory) {
    return directory.resolve("0000000000000000.spool");
  }

  /** What a spool makes of this file: the numbers of the records read, damages, damaged bytes. */
  private record Outcome(List<Integer> records, int damages, int bytes, boolean empty) {
    static Outcome of(byte[] file) throws IOException {
      Path directory = Files.createTempDirectory("spool");
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      Files.write(segment(directory), file);
      List<Integer> records = new ArrayList<>();
      boolean empty;
      try (Spool spool = open(directory, meters);
          SpoolReader reader = spool.reader()) {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          String value = new String(next.get().value(), UTF_8);
          records.add(Integer.parseInt(value.replace("I", "")));
          next.get().receipt().settle();
        }
        empty = spool.isEmpty();
      }
      delete(directory);
      return new Outcome(
          records,
          (int) meters.get("ikewatch_ingest_spool_damages").counter().count(),
          (int) meters.get("ikewatch_ingest_spool_damaged_bytes").counter().count(),
          empty);
    }
  }

  private List<Integer> except(int... damaged) {
    return IntStream.range(0, ENTRIES)
        .filter(i -> IntStream.of(damaged).noneMatch(d -> d == i))
        .boxed()
        .toList();
  }

  private int start(int entry) {
    return entry == 0 ? 0 : ends[entry - 1];
  }

  private int entryAt(int place) {
    return (int) IntStream.of(ends).filter(end -> end <= place).count();
  }

  @Property
  void shouldSkipATornTail(@ForAll @IntRange(max = 5_000) int length) throws IOException {
    // Given
    int cut = length % (whole.length + 1);
    int torn = cut - start(entryAt(cut));

    // When
    Outcome outcome = Outcome.of(Arrays.copyOf(whole, cut));

    // Then
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                IntStream.range(0, entryAt(cut)).boxed().toList(), torn > 0 ? 1 : 0, torn, true));
  }

  @Property
  void shouldSkipOneEntryForAByteThatFlipped(
      @ForAll @IntRange(max = 5_000) int where, @ForAll @IntRange(min = 1, max = 255) int how)
      throws IOException {
    // Given
    int place = where % whole.length;
    byte[] damaged = whole.clone();
    damaged[place] ^= (byte) how;
    int entry = entryAt(place);

    // When
    Outcome outcome = Outcome.of(damaged);

    // Then
    assertThat(outcome).isEqualTo(new Outcome(except(entry), 1, ends[entry] - start(entry), true));
  }

  @Property
  void shouldSkipNoiseBehindTheLastEntry(@ForAll byte[] noise) throws IOException {
    // Given
    byte[] longer = Arrays.copyOf(whole, whole.length + noise.length);
    System.arraycopy(noise, 0, longer, whole.length, noise.length);

    // When
    Outcome outcome = Outcome.of(longer);

    // Then
    assertThat(outcome)
        .isEqualTo(new Outcome(except(), noise.length > 0 ? 1 : 0, noise.length, true));
  }
}
