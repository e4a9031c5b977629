package org.ikewatch.schemas.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one service.
 *
 * @param prefix what its own keys begin with, such as {@code correlate.}: any other key that begins
 *     so is an error. Keys that begin otherwise may be declared too; those that are not are ignored
 * @param settings in the order of the reference page
 */
public record SettingGroup(String prefix, List<Setting<?>> settings) {
  private static final int LONGEST_SHOWN = 100;

  /**
   * @throws IllegalArgumentException where a key is declared twice
   */
  public SettingGroup {
    settings = List.copyOf(settings);
    Set<String> keys = new HashSet<>();
    for (Setting<?> setting : settings) {
      if (!keys.add(setting.key())) {
        throw new IllegalArgumentException(setting.key() + " is declared twice");
      }
    }
  }

  /**
   * Reads the group's settings out of all that are given. A blank text counts as not given.
   *
   * @throws InvalidSettingsException with every error at once
   */
  public SettingValues read(Map<String, String> given) {
    List<String> errors = new ArrayList<>();
    return read(given, errors).orElseThrow(() -> new InvalidSettingsException(errors));
  }

  /**
   * The same, for a service that has rules of its own and reports their errors together with these.
   *
   * @param errors each error is added to it
   * @return empty if there is an error
   */
  public Optional<SettingValues> read(Map<String, String> given, List<String> errors) {
    int before = errors.size();
    Map<Setting<?>, Object> values = new HashMap<>();
    for (Setting<?> setting : settings) {
      value(setting, given.getOrDefault(setting.key(), "").strip(), errors)
          .ifPresent(value -> values.put(setting, value));
    }
    List<String> known = settings.stream().map(Setting::key).toList();
    given.keySet().stream()
        .filter(key -> key.startsWith(prefix) && !known.contains(key))
        .sorted()
        .forEach(key -> errors.add(unknown(key, known)));
    return errors.size() > before ? Optional.empty() : Optional.of(new SettingValues(values));
  }

  private static <T> Optional<T> value(Setting<T> setting, String given, List<String> errors) {
    if (given.isEmpty() && setting.standard().isEmpty()) {
      errors.add(
          "%s: is required; give %s, in --config FILE or as -D %s=VALUE"
              .formatted(setting.key(), setting.type().expected(), setting.key()));
      return Optional.empty();
    }
    try {
      String text = given.isEmpty() ? setting.standard().orElseThrow() : given;
      return Optional.of(setting.type().reader().apply(text));
    } catch (RuntimeException e) {
      errors.add(
          "%s: %s is not %s%s"
              .formatted(
                  setting.key(),
                  setting.secret() ? "its value (not shown)" : "'" + shown(given) + "'",
                  setting.type().expected(),
                  setting.standard().map(text -> "; the default is " + text).orElse("")));
      return Optional.empty();
    }
  }

  private String unknown(String key, List<String> known) {
    return KeyDistance.nearest(key, known)
        .map(near -> "%s: is not a setting; did you mean %s?".formatted(shown(key), near))
        .orElseGet(() -> shown(key) + ": is not a setting; remove it");
  }

  /** Values end up on terminals and in logs. */
  private static String shown(String text) {
    String cut = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * The table of the reference page, in Markdown.
   *
   * @param head what stands before it, line end included
   */
  public String page(String head) {
    StringBuilder page = new StringBuilder(head);
    page.append("| key | default | value | meaning |\n|---|---|---|---|\n");
    for (Setting<?> setting : settings) {
      String standard =
          setting.standard().map(text -> text.isEmpty() ? "" : "`" + text + "`").orElse("required");
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  standard,
                  setting.type().expected() + (setting.secret() ? " (secret)" : ""),
                  setting.meaning()));
    }
    return page.toString();
  }
}
