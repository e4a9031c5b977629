package org.ikewatch.app.operations;

/**
 * How a service is, for a probe and for the person who reads it.
 *
 * @param ready whether it can take and keep input
 * @param reason what is wrong though it may be ready all the same, such as a spool that fills;
 *     empty where all is well
 */
public record Health(boolean ready, String reason) {
  /** All is well. */
  public static final Health GOOD = new Health(true, "");

  /** It is not there yet. */
  public static final Health STARTING = new Health(false, "it is starting");
}
