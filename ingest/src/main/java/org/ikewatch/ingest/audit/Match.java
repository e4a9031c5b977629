package org.ikewatch.ingest.audit;

import java.util.Map;

/**
 * What the catalogue makes of an event's text.
 *
 * @param signal its meaning; {@link #UNKNOWN_TEXT} where no entry fits
 * @param peer the remote address it names, canonical and without port; empty where it names none
 * @param local the host's own address it names; empty where it names none
 * @param attributes its other captures, in the order of the text
 */
public record Match(String signal, String peer, String local, Map<String, String> attributes) {
  public static final String UNKNOWN_TEXT = "UNKNOWN_TEXT";

  static Match unknown(String peer, String local) {
    return new Match(UNKNOWN_TEXT, peer, local, Map.of());
  }

  public boolean isKnown() {
    return !signal.equals(UNKNOWN_TEXT);
  }
}
