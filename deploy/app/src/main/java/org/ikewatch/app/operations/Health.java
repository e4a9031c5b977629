package org.ikewatch.app.operations;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a service is, for a probe and for the person who reads it.
 *
 * @param alive whether it works or will work again by itself; if not, only a restart helps
 * @param ready whether it can take and keep input
 * @param reason what is wrong though it may be ready all the same, such as a spool that fills;
 *     empty where all is well
 */
public record Health(boolean alive, boolean ready, String reason) {
  /** All is well. */
  public static final Health GOOD = new Health(true, "");

  /** It is not there yet. */
  public static final Health STARTING = new Health(false, "it is starting");

  /**
   * That of a process with several services: as good as the worst of them.
   *
   * @param services the health of each by its name
   */
  public static Health of(Map<String, Health> services) {
    String reasons =
        services.entrySet().stream()
            .filter(service -> !service.getValue().reason().isEmpty())
            .map(service -> service.getKey() + ": " + service.getValue().reason())
            .collect(Collectors.joining("; "));
    return new Health(
        services.values().stream().allMatch(Health::alive),
        services.values().stream().allMatch(Health::ready),
        reasons);
  }

  /** One of a service that is alive. */
  public Health(boolean ready, String reason) {
    this(true, ready, reason);
  }
}
