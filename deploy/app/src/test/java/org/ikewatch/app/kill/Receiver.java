package org.ikewatch.app.kill;

import java.util.Map;

/** A destination of the sink that is killed, and what it has in the end. */
interface Receiver extends AutoCloseable {
  /** Its name in the settings. */
  String name();

  /** What the sink is told of it, by the keys after {@code sink.NAME.}. */
  Map<String, String> settings();

  /** Whether it gets incidents that belong to a roll-up, too. */
  boolean children();

  /** How many revisions have come to it, counted cheaply; more where some came twice. */
  long progress();

  /** The revision that came last of each incident: its last word. */
  Map<String, Integer> lastWords();

  @Override
  void close();
}
