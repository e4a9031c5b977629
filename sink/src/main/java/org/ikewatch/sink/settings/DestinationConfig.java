package org.ikewatch.sink.settings;

import org.ikewatch.sink.incidents.Destination;

/** What one kind of destination has to know. One that exists is complete and can be opened. */
public interface DestinationConfig {
  /**
   * A destination of this name. Reaches for nothing outside: what is away when the sink starts is
   * tried again like what goes away later.
   */
  Destination open(String name);
}
