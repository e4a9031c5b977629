package org.ikewatch.sink.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting.
 *
 * @param key its dotted name; of a destination's settings the part after {@code sink.NAME.}
 * @param standard its value where none is given; absent where one must be given
 * @param meaning what it does, for the reference page: a sentence or two, units included
 * @param reader reads its text; throws {@link RuntimeException} with what is wrong with it
 * @param secret whether its value, also a wrong one, must never be shown
 */
public record Setting<T>(
    String key,
    Optional<String> standard,
    String meaning,
    Function<String, T> reader,
    boolean secret) {

  /** One that need not be given. */
  public static <T> Setting<T> optional(
      String key, String standard, String meaning, Function<String, T> reader) {
    return new Setting<>(key, Optional.of(standard), meaning, reader, false);
  }

  /** One that must be given. */
  public static <T> Setting<T> required(String key, String meaning, Function<String, T> reader) {
    return new Setting<>(key, Optional.empty(), meaning, reader, false);
  }

  /** All of these, in this order. */
  @SafeVarargs
  public static List<Setting<?>> together(List<Setting<?>>... parts) {
    List<Setting<?>> all = new ArrayList<>();
    for (List<Setting<?>> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }

  /** The same, with a value that is never shown. */
  public Setting<T> hidden() {
    return new Setting<>(key, standard, meaning, reader, true);
  }
}
