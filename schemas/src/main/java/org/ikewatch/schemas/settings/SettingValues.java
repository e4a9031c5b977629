package org.ikewatch.schemas.settings;

import java.util.Map;

/** The values of a group's settings: every one has one. */
public final class SettingValues {
  private final Map<Setting<?>, Object> values;

  SettingValues(Map<Setting<?>, Object> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * The value given, or the default.
   *
   * @throws IllegalArgumentException where the setting is not one of the group
   */
  @SuppressWarnings("unchecked") // The group puts in what the setting's own reader made.
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting);
    if (value == null) {
      throw new IllegalArgumentException(setting.key() + " is not a setting of this group");
    }
    return (T) value;
  }
}
