package org.ikewatch.ingest.publish;

import java.nio.file.Path;

/** The spool's directory cannot be used. */
public final class SpoolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SpoolException(String message, Throwable cause) {
    super(message, cause);
  }

  static SpoolException unusable(Path directory, Throwable cause) {
    return new SpoolException(
        "cannot use the spool directory "
            + directory
            + " ("
            + cause
            + "): make it writable for this user, or set ingest.spool.dir to another directory",
        cause);
  }

  static SpoolException inUse(Path directory, Throwable cause) {
    return new SpoolException(
        "another ingestor uses the spool directory "
            + directory
            + ": stop it, or set ingest.spool.dir to a directory of this one's own",
        cause);
  }
}
