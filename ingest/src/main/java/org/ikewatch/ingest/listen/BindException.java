package org.ikewatch.ingest.listen;

/** A listener could not take its address. */
public final class BindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the address and what to do.
   *
   * @param key the setting that names the address
   * @param address what it says
   */
  public BindException(String key, String address, Throwable cause) {
    super(
        "cannot listen on "
            + address
            + " ("
            + cause.getMessage()
            + "): set "
            + key
            + " to a free address of this machine; ports below 1024 need the privilege to bind them",
        cause);
  }
}
