package org.ikewatch.ingest.listen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DatagramQueueTest {
  private static final int SIZE = 1_024;

  private final DatagramQueue queue = new DatagramQueue(SIZE);
  private final List<String> read = new CopyOnWriteArrayList<>();

  private void put(String text, String sender, long arrivedAt) {
    queue.put(Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1)), sender, arrivedAt);
  }

  private boolean readAll() {
    return queue.read(this::note, 1, TimeUnit.MILLISECONDS);
  }

  private void note(byte[] bytes, int start, int end, String sender, long arrivedAt) {
    read.add(new String(bytes, start, end - start, ISO_8859_1) + " " + sender + " " + arrivedAt);
  }

  @Test
  void shouldGiveBackWhatWasPublished() {
    // Given
    put("one", "15.1.1.1", 1);
    put("", "15.1.1.2", 2);
    queue.publish();
    put("three", "15.1.1.1", 3);

    // When
    readAll();

    // Then
    assertThat(read).containsExactly("one 15.1.1.1 1", " 15.1.1.2 2");
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void shouldSayWhenTheFirstThatIsNotReadArrived() {
    // Given
    put("one", "15.1.1.1", 3);
    long unpublished = queue.oldestArrival();
    put("two", "15.1.1.1", 4);
    queue.publish();
    List<Long> seen = new ArrayList<>(List.of(unpublished, queue.oldestArrival()));

    // When
    queue.read(
        (bytes, start, end, sender, arrivedAt) -> seen.add(queue.oldestArrival()),
        1,
        TimeUnit.MILLISECONDS);
    seen.add(queue.oldestArrival());

    // Then
    assertThat(seen).containsExactly(Long.MAX_VALUE, 3L, 3L, 4L, Long.MAX_VALUE);
  }

  @Test
  void shouldWaitForRoomAndThenGoOn() throws InterruptedException {
    // Given
    String half = "x".repeat(SIZE / 2);
    put(half, "a", 0);
    put(half, "b", 0);
    Thread third =
        new Thread(
            () -> {
              put("third", "c", 0);
              queue.publish();
            });

    // When
    third.start();
    await().until(() -> queue.waiting() == 2);
    List<String> before = List.copyOf(read);
    readAll();
    third.join();
    readAll();

    // Then
    assertThat(before).isEmpty();
    assertThat(read).containsExactly(half + " a 0", half + " b 0", "third c 0");
  }

  @Test
  void shouldEndWhenItIsClosedAndEmpty() {
    // Given
    put("last", "a", 0);
    queue.publish();

    // When
    queue.close();

    // Then
    assertThat(readAll()).isTrue();
    assertThat(readAll()).isFalse();
    assertThat(read).containsExactly("last a 0");
  }

  @Property(tries = 100)
  void shouldKeepAllInOrderBetweenTwoThreads(
      @ForAll @Size(min = 1, max = 50) List<@IntRange(max = SIZE) Integer> lengths)
      throws InterruptedException {
    // Given
    DatagramQueue shared = new DatagramQueue(SIZE);
    List<String> sent =
        IntStream.range(0, 20)
            .boxed()
            .flatMap(round -> lengths.stream())
            .map(length -> Character.toString('a' + length % 26).repeat(length))
            .toList();
    Thread sender =
        new Thread(
            () -> {
              for (String text : sent) {
                shared.put(Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1)), "a", 0);
                shared.publish();
              }
              shared.close();
            });
    List<String> received = new ArrayList<>();

    // When
    sender.start();
    boolean more = true;
    while (more) {
      more =
          shared.read(
              (bytes, start, end, from, at) ->
                  received.add(new String(bytes, start, end - start, ISO_8859_1)),
              1,
              TimeUnit.SECONDS);
    }
    sender.join();

    // Then
    assertThat(received).isEqualTo(sent);
  }
}
