package org.ikewatch.ingest.listen.tls;

/** A certificate, key or CA that cannot be used: a setting is wrong, or the file it names. */
public final class TlsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the setting, what is wrong and what to do.
   *
   * @param key the setting that names the file
   * @param file what it says
   */
  TlsException(String key, String file, String wrong, Throwable cause) {
    super(key + ": " + file + " " + wrong, cause);
  }
}
