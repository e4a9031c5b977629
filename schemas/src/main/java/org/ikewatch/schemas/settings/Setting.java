package org.ikewatch.schemas.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A declared setting.
 *
 * @param key its name: dotted, lower case
 * @param type what its text may be, units included
 * @param standard its text where none is given; absent where one must be given
 * @param meaning what it does, one sentence for the reference page
 * @param secret whether its value must never be shown, not even a wrong one
 */
public record Setting<T>(
    String key, SettingType<T> type, Optional<String> standard, String meaning, boolean secret) {
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)+");

  /**
   * @throws IllegalArgumentException where the declaration itself is wrong
   */
  public Setting {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("'" + key + "' is not a dotted lower-case key");
    }
    if (!meaning.endsWith(".")) {
      throw new IllegalArgumentException(key + ": its meaning is not a sentence");
    }
    // A default that cannot be read must not wait for an operator to find it.
    var unused = standard.map(type.reader());
  }

  /** One with a default. */
  public static <T> Setting<T> optional(
      String key, SettingType<T> type, String standard, String meaning) {
    return new Setting<>(key, type, Optional.of(standard), meaning, false);
  }

  /** One that must be given. */
  public static <T> Setting<T> required(String key, SettingType<T> type, String meaning) {
    return new Setting<>(key, type, Optional.empty(), meaning, false);
  }

  /** The same, with a value that is never shown. */
  public Setting<T> asSecret() {
    return new Setting<>(key, type, standard, meaning, true);
  }
}
