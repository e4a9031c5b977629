package org.ikewatch.ingest.listen;

/**
 * What is spoken over one connection. All of it is called on the connection's own thread, except
 * where it says otherwise.
 */
public interface Session {
  /** Takes the next bytes, so many from the beginning of an array that is used for others later. */
  void read(byte[] bytes, int length);

  /** How many bytes of an unfinished message are kept. */
  int held();

  /** Whether a message has begun and not ended. */
  boolean isUnfinished();

  /** How many messages have ended so far. */
  long finished();

  /** The connection should come to an end, with what the sender is still owed. */
  void drain();

  /** The connection has ended. */
  void end();
}
