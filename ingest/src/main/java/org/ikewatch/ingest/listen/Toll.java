package org.ikewatch.ingest.listen;

/** Takes note of each message of a connection, for the rate of its sender. */
public interface Toll {
  /** A message arrived, which is this part of the bytes. */
  void message(byte[] bytes, int start, int end);
}
