package org.ikewatch.sink.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ikewatch.sink.incidents.Children;

/**
 * A kind of destination.
 *
 * @param name what {@code sink.NAME.type} calls it
 * @param meaning what it does, for the reference page
 * @param children what becomes of incidents that belong to a roll-up where nothing is said
 * @param settings what can be said of it, after {@code sink.NAME.}
 * @param reader makes it of its settings; empty where one is wrong
 */
public record DestinationType(
    String name,
    String meaning,
    Children children,
    List<Setting<?>> settings,
    Function<Settings, Optional<DestinationConfig>> reader) {
  public DestinationType {
    settings = List.copyOf(settings);
  }
}
