package org.ikewatch.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Settings in the order in which they are declared. */
final class SettingList {
  private final List<Setting<?>> declared = new ArrayList<>();

  /** Declares one; see {@link Setting}. */
  <T> Setting<T> setting(String key, String standard, String meaning, Function<String, T> reader) {
    Setting<T> setting = new Setting<>(key, standard, meaning, reader);
    declared.add(setting);
    return setting;
  }

  List<Setting<?>> all() {
    return List.copyOf(declared);
  }
}
