package org.ikewatch.app.kill;

import java.util.Map;
import java.util.Optional;

/** A destination of the sink that is killed, and what it has in the end. */
interface Receiver extends AutoCloseable {
  /** Its name in the settings. */
  String name();

  /** What the sink is told of it, by the keys after {@code sink.NAME.}. */
  Map<String, String> settings();

  /** What it has to say of an incident that ended so; empty where it is not to know of it. */
  Optional<String> expects(Story.End end);

  /** How many revisions have come to it, counted cheaply; more where some came twice. */
  long progress();

  /** What came last of each incident: its last word. */
  Map<String, String> lastWords();

  @Override
  void close();
}
