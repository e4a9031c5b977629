package org.ikewatch.app.print;

import java.io.PrintStream;
import java.util.List;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Destination;

/** Prints every revision for the person who watches the terminal. */
public final class TerminalDestination implements Destination {
  private final PrintStream out;

  public TerminalDestination(PrintStream out) {
    this.out = out;
  }

  @Override
  public String name() {
    return "terminal";
  }

  @Override
  public void deliver(List<Incident> revisions) {
    for (Incident incident : revisions) {
      out.println(IncidentText.of(incident));
    }
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
