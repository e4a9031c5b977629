package org.ikewatch.app.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Destination;

/** Takes the place of the terminal, and of its consumer group. */
public final class RecordingDestination implements Destination {
  private final List<Incident> delivered = new CopyOnWriteArrayList<>();

  @Override
  public String name() {
    return "terminal";
  }

  @Override
  public void deliver(List<Incident> revisions) {
    delivered.addAll(revisions);
  }

  @Override
  public void close() {}

  /** Everything delivered so far, in order. */
  public List<Incident> delivered() {
    return List.copyOf(delivered);
  }
}
