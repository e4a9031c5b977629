package org.ikewatch.sink.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads typed values out of dotted keys and collects what is wrong with them. */
public final class Settings {
  private final Map<String, String> values;
  private final String prefix;
  private final List<String> errors;
  private final Set<String> known;

  /** Everything that was given. */
  public Settings(Map<String, String> values) {
    this(values, "", new ArrayList<>(), new TreeSet<>());
  }

  private Settings(
      Map<String, String> values, String prefix, List<String> errors, Set<String> known) {
    this.values = values;
    this.prefix = prefix;
    this.errors = errors;
    this.known = known;
  }

  /** The settings that begin so, read without that beginning. */
  public Settings under(String beginning) {
    return new Settings(values, prefix + beginning, errors, known);
  }

  /**
   * The value of a setting; empty where it is wrong, which is remembered. A setting that is wrong
   * and has a default counts as that, so that reading goes on.
   */
  public <T> Optional<T> get(Setting<T> setting) {
    String key = prefix + setting.key();
    known.add(key);
    String given = values.getOrDefault(key, "").strip();
    if (given.isEmpty() && setting.standard().isEmpty()) {
      errors.add(key + ": is required");
      return Optional.empty();
    }
    String text = given.isEmpty() ? setting.standard().orElseThrow() : given;
    try {
      return Optional.of(setting.reader().apply(text));
    } catch (RuntimeException e) {
      errors.add(key + ": " + (setting.secret() ? "is not valid" : e.getMessage()));
      return setting.standard().map(setting.reader());
    }
  }

  /** Remembers what is wrong with a key. */
  public void error(String key, String what) {
    errors.add(prefix + key + ": " + what);
  }

  /** What is made of settings that fit one by one; what the maker refuses is remembered. */
  public <T> Optional<T> made(String key, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      error(key, e.getMessage());
      return Optional.empty();
    }
  }

  /** Nothing here is judged, for it cannot be known what it means. */
  public void passOver() {
    values.keySet().stream().filter(key -> key.startsWith(prefix)).forEach(known::add);
  }

  /** Remembers every key that was given, begins so, and was not asked for. */
  public void refuseUnknown(String beginning, String what) {
    values.keySet().stream()
        .filter(key -> key.startsWith(beginning) && !known.contains(key))
        .sorted()
        .forEach(key -> errors.add(key + ": " + what));
  }

  /**
   * Goes on only where nothing is wrong.
   *
   * @throws InvalidSettingsException with everything that is wrong
   */
  public void throwIfWrong() {
    if (!errors.isEmpty()) {
      throw new InvalidSettingsException(errors);
    }
  }
}
