package org.ikewatch.ingest.listen;

import org.ikewatch.ingest.intake.Intake;

/** Makes the intake of one connection or socket. */
public interface IntakeFactory {
  /** An intake for this transport: UDP or TCP. */
  Intake create(String transport);
}
