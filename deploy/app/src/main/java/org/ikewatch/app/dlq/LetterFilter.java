package org.ikewatch.app.dlq;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which letters are meant: those that fit everything that is given.
 *
 * @param topic on which they stand
 * @param stage who could not use them
 * @param reason the code of the reason
 * @param since put there then or later
 * @param places any of these; empty: anywhere
 * @param replayed whether those that were sent again are meant, too
 */
public record LetterFilter(
    Optional<String> topic,
    Optional<String> stage,
    Optional<String> reason,
    Optional<Instant> since,
    Set<Place> places,
    boolean replayed) {
  public LetterFilter {
    places = Set.copyOf(places);
  }

  boolean reads(String name) {
    return topic.map(name::equals).orElse(true)
        && (places.isEmpty() || places.stream().anyMatch(one -> one.topic().equals(name)));
  }

  boolean fits(Letter letter) {
    return stage.map(letter.stage()::equals).orElse(true)
        && reason.map(letter.reason()::equals).orElse(true)
        && since.map(earliest -> !letter.at().isBefore(earliest)).orElse(true)
        && (places.isEmpty() || places.contains(letter.place()));
  }
}
